/* What is wrong in a form is read first, and each line of it leads to its field, wherever that is. */
(() => {
  const summary = document.querySelector(".error-summary");
  if (!summary) return;

  const FIELDS = ".ProseMirror[contenteditable], .select2-selection, input:not([type=hidden]), select, textarea";
  const isSeen = (element) => element.getClientRects().length > 0;

  /* Opens what hides an element: the tab of another language, a part that is folded. */
  function uncover(element) {
    const panel = element.closest("fieldset.language[hidden]");
    if (panel) document.getElementById(`${panel.id}-tab`)?.click();
    for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }

  /* What takes the focus for a field: itself, or what stands in its place. */
  function fieldOf(element) {
    if (element.matches(FIELDS) && isSeen(element)) return element;
    const around = element.matches("input, select, textarea") ? element.closest(".form-row, td, li") ?? element : element;
    return [...around.querySelectorAll(FIELDS)].find(isSeen) ?? around;
  }

  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    uncover(target);
    const field = fieldOf(target);
    if (!field.matches("a, button, input, select, textarea, [tabindex], [contenteditable]")) field.tabIndex = -1;
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "center" });
  });

  summary.focus();
})();
