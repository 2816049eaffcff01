// YASQE, YASR and DataTables speak English: on a Japanese page their words are put into Japanese as they appear.

const JAPANESE = {
  "Share query": "この問い合わせのアドレス",
  "Run query": "実行",
  "Abort query": "中止",
  "Query is invalid": "問い合わせの文に誤りがあります",
  Table: "表",
  Chart: "グラフ",
  Response: "応答",
  Boolean: "真偽",
  Error: "誤り",
  "Shows Table view": "表で見る",
  "Shows Chart view": "グラフで見る",
  "Shows Response view": "応答をそのまま見る",
  "Shows Boolean view": "真偽を見る",
  "Shows Error view": "誤りを見る",
  "Download Results": "答えを保存",
  "Download result": "答えを保存",
  "Simple view": "簡潔に表示",
  Ellipse: "長い値を省略",
  "Filter query results": "答えを絞り込む",
  "Page size:": "1ページの行数",
  "Rows per page": "1ページの行数",
  All: "すべて",
  First: "最初",
  Previous: "前へ",
  Next: "次へ",
  Last: "最後",
  "No data available in table": "該当する行はありません",
  "No matching records found": "該当する行はありません",
};
const COUNTED = [
  [/^Response in ([\d.]+) seconds?$/, "応答まで $1 秒"],
  [/^([\d,]+) results?$/, "$1 件"],
  [/^([\d,]+) results? in ([\d.]+) seconds?$/, "$1 件($2 秒)"],
  [/^Showing ([\d,]+) to ([\d,]+) of ([\d,]+) entries$/, "$3 件のうち $1–$2 件目"],
  [/^(.+): Activate to sort$/, "$1 で並べる"],
  [/^(.+): Activate to invert sorting$/, "$1 の逆順に並べる"],
  [/^(.+): Activate to remove sorting$/, "$1 の並べ替えをやめる"],
];
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
const DATA = ".CodeMirror-scroll, .CodeMirror-hints, tbody, .dt-column-title, .examples";

/** A word in Japanese, or as it is. */
function japanese(word) {
  const known = JAPANESE[word.trim()];
  if (known) return known;
  const [pattern, words] = COUNTED.find(([pattern]) => pattern.test(word.trim())) ?? [];
  return pattern ? word.trim().replace(pattern, words) : word;
}

/** Names the controls that have no name, for screen readers. */
function name(root, answer) {
  root.querySelector(".tableSizer:not([aria-label])")?.setAttribute("aria-label", "Rows per page");
  root.querySelector(".yasr_response_chip:not([role])")?.setAttribute("role", "status");
  root.querySelector(".yasr_results textarea:not([aria-label])")?.setAttribute("aria-label", answer);
}

function translate(root) {
  for (const element of root.querySelectorAll("*")) {
    if (element.closest(DATA)) continue;
    for (const attribute of ATTRIBUTES) {
      const word = element.getAttribute(attribute);
      if (word && japanese(word) !== word) element.setAttribute(attribute, japanese(word));
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const word = japanese(node.data);
      if (word !== node.data) node.data = word;
    }
  }
}

/** Keeps what appears below an element named and in the page's language; an answer without a name has this one. */
export function keepWords(root, answer) {
  const keep = () => {
    name(root, answer);
    if (document.documentElement.lang === "ja") translate(root);
  };
  keep();
  new MutationObserver(keep).observe(root, { childList: true, characterData: true, subtree: true });
}
