// The editor of /sparql: completion from what this server holds, examples, permalinks, results as table, chart and CSV.
import "./editor.css";
import Yasqe from "@zazuko/yasqe";
import Yasr from "@zazuko/yasr";
import { Bars } from "./bars.js";
import { keepWords } from "./words.js";

const place = document.getElementById("editor");
const form = document.getElementById("plain");
const text = document.getElementById("query");

/** Completes a name from a list of IRIs; nothing is asked of other servers. */
function completer(kind, terms) {
  const standard = Yasqe.Autocompleters[kind];
  return { ...standard, name: `${kind}-here`, bulk: true, autoShow: false, persistenceId: null, get: () => terms };
}

/** Completes a prefix in its declaration, from those that this server uses. */
function prefixes(known) {
  const terms = Object.entries(known).map(([name, iri]) => `${name}: <${iri}>`);
  return { ...Yasqe.Autocompleters.prefixes, name: "prefixes-here", persistenceId: null, get: () => terms };
}

/** A list of examples; the one chosen is put into the editor. */
function chooser(examples, label, choose) {
  const list = document.createElement("select");
  list.className = "examples";
  list.setAttribute("aria-label", label);
  list.append(new Option(label, ""));
  examples.forEach((example, number) => list.append(new Option(example.title, String(number))));
  list.addEventListener("change", () => list.value && choose(examples[Number(list.value)].query));
  return list;
}

/** A button that says what it does, below an editor whose own shows a triangle. */
function runner(label, run) {
  const button = document.createElement("button");
  button.className = "run";
  button.textContent = label;
  button.addEventListener("click", run);
  return button;
}

/** What the server says of a query that it could not answer (RFC 9457), as a sentence in the language of the page. */
async function problem(error) {
  const found = await Promise.resolve(error.text).then(JSON.parse).catch(() => ({}));
  const said = document.documentElement.lang === "ja" ? found.detail_ja : found.detail;
  if (!said) return undefined;
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = said;
  return told;
}

/** The address of this page with a query in it. */
function permalink(query) {
  const address = new URL("/sparql", location.href);
  const language = new URLSearchParams(location.search).get("lang");
  if (language) address.searchParams.set("lang", language);
  address.searchParams.set("query", query);
  return address.href;
}

function start(settings) {
  const own = [
    prefixes(settings.prefixes),
    completer("class", settings.classes),
    completer("property", settings.properties),
  ];
  own.forEach((one) => Yasqe.registerAutocompleter(one, false));
  Yasr.registerPlugin("bars", Bars);
  const editing = document.createElement("div");
  const results = document.createElement("div");
  const yasqe = new Yasqe(editing, {
    value: text.value,
    persistenceId: null,
    prefixCcApi: null,
    editorHeight: "24rem",
    autocompleters: ["variables", ...own.map((one) => one.name)],
    requestConfig: { endpoint: place.dataset.endpoint, method: "POST" },
    createShareableLink: (editor) => permalink(editor.getValue()),
    consumeShareLink: null,
    extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false },
  });
  const yasr = new Yasr(results, {
    persistenceId: null,
    prefixes: settings.prefixes,
    plugins: { ...Yasr.defaults.plugins, table: { enabled: true, dynamicConfig: { compact: true } } },
    pluginOrder: ["table", "bars", "response"],
    getDownloadFileName: () => "answer",
    errorRenderers: [problem],
  });
  results.hidden = true;
  yasqe.on("queryResponse", (_, response, duration) => {
    results.hidden = false;
    yasr.setResponse(response, duration);
  });
  yasqe.on("query", () => history.replaceState(null, "", permalink(yasqe.getValue())));
  const choose = (query) => yasqe.setValue(query);
  const { examples, run, answer } = place.dataset;
  const button = runner(run, () => yasqe.query());
  place.replaceChildren(chooser(settings.examples, examples, choose), editing, button, results);
  place.hidden = false;
  form.hidden = true;
  yasqe.setValue(text.value);
  yasqe.refresh();
  const label = text.labels[0].textContent;
  yasqe.getInputField().setAttribute("aria-label", label);
  // Without a mouse, what is long is scrolled by the arrow keys; the key Tab leads on, out of the editor.
  Object.assign(yasqe.getScrollerElement(), { tabIndex: 0, role: "group", ariaLabel: label });
  Object.assign(yasr.resultsEl, { tabIndex: 0, role: "group", ariaLabel: answer });
  keepWords(place, answer);
}

const settings = await fetch(place.dataset.settings);
if (settings.ok) start(await settings.json());
