// Tables whose rows fit or not: boxes above offer facts and checks, and the second cell of a row says what it still needs.
// A fact can only make more rows fit; a check that is asked for hides the rows without it. Without this script the table
// says what each row needs.
(function () {
  "use strict";

  // The rule, which a test of the repository holds against the generated crate: a need is met by any one of its facts.
  const missing = (row, facts) => row.needs.filter((need) => !need.met_by.some((fact) => facts.has(fact)));
  const isWanted = (row, checks) => [...checks].every((check) => row.checks.includes(check));

  function fieldset(legend, options, change) {
    const field = document.createElement("fieldset");
    const title = document.createElement("legend");
    title.textContent = legend;
    field.append(title);
    for (const { id, label } of options) {
      const box = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.value = id;
      input.addEventListener("change", change);
      box.append(input, " " + label);
      field.append(box);
    }
    return field;
  }

  function ticked(...fields) {
    return new Set(fields.flatMap((field) => [...field.querySelectorAll("input:checked")].map((input) => input.value)));
  }

  function counted(count, one, many) {
    return count + " " + (count === 1 ? one : many);
  }

  for (const frame of document.querySelectorAll("[data-choose]")) {
    const choice = JSON.parse(frame.dataset.choose);
    const body = frame.querySelector("tbody");
    const rows = [...body.rows].map((element, index) => {
      const cell = element.cells[1];
      return { ...choice.rows[index], element, cell, index, all: [...cell.childNodes] };
    });
    const form = document.createElement("form");
    const status = document.createElement("p");

    // A need keeps the link that the cell has for it.
    function named(row, label) {
      const link = row.all.find((node) => node.nodeName === "A" && node.textContent === label);
      return link ? link.cloneNode(true) : label;
    }
    function tell(row) {
      row.element.classList.toggle("fits", row.missing.length === 0);
      if (row.missing.length === 0) return row.cell.replaceChildren("Fits: nothing is missing");
      row.cell.replaceChildren("Also needs ");
      row.missing.forEach((need, at) => row.cell.append(at === 0 ? "" : "; ", named(row, need.label)));
    }
    function show() {
      const facts = ticked(inPlace, channels);
      const wanted = ticked(checks);
      for (const row of rows) {
        row.missing = missing(row, facts);
        row.element.hidden = !isWanted(row, wanted);
        if (facts.size > 0) tell(row);
        else row.cell.replaceChildren(...row.all);
      }
      // Rows with nothing ticked stay in the order of the page, which is that of their needs too.
      rows.sort((a, b) => a.missing.length - b.missing.length || a.index - b.index);
      body.append(...rows.map((row) => row.element));
      const left = rows.filter((row) => !row.element.hidden);
      const count = (test) => left.filter((row) => test(row.missing.length)).length;
      status.textContent = facts.size === 0
        ? counted(left.length, "workflow", "workflows") + " shown. Tick what is in place to see which of them fit."
        : counted(count((needs) => needs === 0), "workflow fits", "workflows fit") + ", "
          + counted(count((needs) => needs === 1), "lacks one thing", "lack one thing") + ", "
          + counted(count((needs) => needs > 1), "lacks more", "lack more");
    }

    const inPlace = fieldset("In place", choice.in_place, show);
    const channels = fieldset("Channels you can use", choice.channels, show);
    const checks = fieldset("Checks it must run", choice.checks, show);
    form.className = "choose";
    form.addEventListener("submit", (event) => event.preventDefault());
    status.setAttribute("role", "status");
    form.append(inPlace, channels, checks, status);
    frame.before(form);
    show();
  }
})();
