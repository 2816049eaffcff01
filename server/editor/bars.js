// Bars beside the names of an answer: for results whose rows have a number, as meters that a screen reader reads too.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = ["integer", "decimal", "double", "float"].map((name) => XSD + name);
const MOST = 60;

/** The columns that bars are drawn of, or null: numbers, of which those with a unit are decimals, and names. */
function columns(results) {
  const rows = results?.getBindings() ?? [];
  const names = results?.getVariables() ?? [];
  const has = (test) => (name) => rows.some((row) => row[name] && test(row[name]));
  const isNumber = has((term) => NUMBERS.includes(term.datatype));
  const number = names.findLast(has((term) => term.datatype === `${XSD}decimal`)) ?? names.findLast(isNumber);
  const label = names.find(has((term) => term["xml:lang"])) ?? names.find((name) => !isNumber(name));
  return number && label ? { rows, number, label } : null;
}

export class Bars {
  priority = 5;
  label = "Chart";
  hideFromSelection = false;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return columns(this.yasr.results) !== null;
  }

  getIcon() {
    const icon = document.createElement("span");
    icon.textContent = "▤";
    return icon;
  }

  draw() {
    const { rows, number, label } = columns(this.yasr.results);
    const shown = rows.slice(0, MOST).filter((row) => row[number]);
    const values = shown.map((row) => Number(row[number].value));
    const table = document.createElement("table");
    table.className = "chart-rows";
    shown.forEach((row, place) => {
      const line = table.insertRow();
      const name = line.appendChild(document.createElement("th"));
      name.scope = "row";
      name.textContent = row[label]?.value ?? "";
      line.insertCell().textContent = row[number].value;
      const bar = document.createElement("meter");
      bar.min = Math.min(0, ...values);
      bar.max = Math.max(0, ...values);
      bar.value = values[place];
      bar.ariaLabel = name.textContent;
      line.insertCell().append(bar);
    });
    this.yasr.resultsEl.replaceChildren(table);
  }
}
