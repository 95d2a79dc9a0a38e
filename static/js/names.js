/* Gives names to what packages build without one: groups of fields, rich text editors, searches for records. */
(() => {
  let numbered = 0;
  const idOf = (label) => (label.id ||= `label-${(numbered += 1)}`);
  const labelOf = (field) => document.querySelector(`label[for="${field.id}"]`);

  function name(part, label, rest = "") {
    if (part && label) part.setAttribute("aria-labelledby", `${idOf(label)} ${rest}`.trim());
  }

  /* Rows have no label elements: their fields say themselves what they are called. */
  function nameAs(part, select, rest = "") {
    const label = labelOf(select);
    if (label) return name(part, label, rest);
    const called = select.getAttribute("aria-label");
    if (!part || !called) return;
    part.setAttribute("aria-label", called);
    if (rest) part.setAttribute("aria-labelledby", `${(part.id ||= `named-${(numbered += 1)}`)} ${rest}`);
  }

  for (const label of document.querySelectorAll(".form-row label:not([for])")) {
    const fields = label.parentElement;
    if (fields.querySelector(".readonly")) continue;
    fields.setAttribute("role", "group");
    name(fields, label);
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    editor.view.dom.lang = textarea.lang;
    name(editor.view.dom, labelOf(textarea));
    labelOf(textarea)?.addEventListener("click", () => editor.commands.focus());
  });

  /* select2 puts a box behind its select once the page is read, and opens the search for one record elsewhere. */
  function nameBoxes(part) {
    for (const select of part.querySelectorAll("select.admin-autocomplete")) {
      const box = select.nextElementSibling;
      const value = box?.querySelector("[role=combobox][aria-labelledby]");
      nameAs(value, select, value?.getAttribute("aria-labelledby"));
      value?.setAttribute("aria-controls", `select2-${select.id}-results`);
      nameAs(box?.querySelector(".select2-selection__rendered[role=textbox]"), select);
      nameAs(box?.querySelector(".select2-search__field"), select);
    }
  }
  window.django?.jQuery?.(() => nameBoxes(document));
  document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameBoxes(target)));
  document.addEventListener("focusin", ({ target }) => {
    const select = document.querySelector(".select2-container--open")?.previousElementSibling;
    if (select && target.matches(".select2-search__field")) nameAs(target, select);
  });
})();
