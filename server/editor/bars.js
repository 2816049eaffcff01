// Bars beside the names of an answer: for results whose rows have a number, as meters that a screen reader reads too.

const NUMBERS = new Set(["integer", "decimal", "double", "float"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`));
const MOST = 60;

/** The first column of numbers and the first of texts, or null. */
function columns(results) {
  const rows = results?.getBindings() ?? [];
  const names = results?.getVariables() ?? [];
  const isNumber = (name) => rows.some((row) => NUMBERS.has(row[name]?.datatype));
  const number = names.findLast(isNumber);
  const label = names.find((name) => !isNumber(name));
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
      line.insertCell().textContent = row[label]?.value ?? "";
      line.insertCell().textContent = row[number].value;
      const bar = document.createElement("meter");
      bar.min = Math.min(0, ...values);
      bar.max = Math.max(0, ...values);
      bar.value = values[place];
      line.insertCell().append(bar);
    });
    this.yasr.resultsEl.replaceChildren(table);
  }
}
