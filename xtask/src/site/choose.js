// Tables whose rows can be chosen: boxes above offer what stands in their columns, and rows that do not fit are hidden.
// `within` shows rows that need nothing but what is ticked, `all` those that have everything that is ticked.
(function () {
  "use strict";

  // What a cell names: one list per alternative. Text without a link names nothing.
  function named(cell) {
    if (!cell.querySelector("a")) return [[]];
    const split = (text, mark) => text.split(mark).map((part) => part.trim()).filter(Boolean);
    return split(cell.textContent, ", or ").map((way) => split(way, /, | and /));
  }

  function fits(kind, cell, ticked) {
    if (ticked.length === 0) return true;
    if (kind === "all") return ticked.every((item) => named(cell).flat().includes(item));
    return named(cell).some((way) => way.every((item) => ticked.includes(item)));
  }

  function box(text, change) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.value = text;
    input.addEventListener("change", change);
    label.append(input, " " + text);
    return label;
  }

  for (const frame of document.querySelectorAll("[data-choose]")) {
    const rows = [...frame.querySelectorAll("tbody tr")];
    const heads = [...frame.querySelectorAll("thead th")];
    const form = document.createElement("form");
    form.className = "choose";
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const columns = frame.dataset.choose.split(",").map(function (text) {
      const [kind, number] = text.trim().split(" ");
      return { kind, at: Number(number) - 1 };
    });
    function show() {
      let left = 0;
      for (const row of rows) {
        row.hidden = !columns.every(({ kind, at, field }) =>
          fits(kind, row.children[at], [...field.querySelectorAll("input:checked")].map((input) => input.value)));
        if (!row.hidden) left += 1;
      }
      status.textContent = left + " of " + rows.length + " fit";
    }
    for (const column of columns) {
      const field = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = heads[column.at].textContent;
      const items = [...new Set(rows.flatMap((row) => named(row.children[column.at]).flat()))];
      field.append(legend, ...items.map((item) => box(item, show)));
      column.field = field;
      form.append(field);
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(status);
    frame.before(form);
    show();
  }
})();
