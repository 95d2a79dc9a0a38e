/* Rows of a record: where their table is wider than the page, each row is a box with a name above each field. */
(() => {
  /* In a box nobody sees the head of the table: each cell takes its name along, and a new row that of the empty one. */
  function name(table) {
    for (const row of table.querySelectorAll("tbody > .form-row")) {
      [...row.cells].forEach((cell, place) => {
        const head = table.tHead.rows[0].cells[place];
        const caption = head?.textContent.trim();
        const help = head?.querySelector(".help")?.title;
        if (caption) cell.dataset.caption = caption;
        if (help) cell.dataset.help = help;
      });
    }
  }

  function fit(group, table) {
    table.classList.remove("in-boxes");
    table.classList.toggle("in-boxes", group.scrollWidth > group.clientWidth);
  }

  for (const group of document.querySelectorAll(".inline-group[data-inline-type=tabular]")) {
    const table = group.querySelector("table");
    let width = 0;
    name(table);
    new ResizeObserver(() => {
      if (group.clientWidth === width) return;
      width = group.clientWidth;
      requestAnimationFrame(() => fit(group, table));
    }).observe(group);
    document.addEventListener("formset:added", () => fit(group, table));
  }
})();
