/* Keys of the translator's view, and how many characters are left. Everything works by its buttons too. */
(() => {
  const form = document.querySelector(".translating form");
  const next = document.querySelector(".translating-next");

  const press = (name) => form?.requestSubmit(form.querySelector(`[name=${name}]`));

  /* Before the rich text editor hears of it, to which Ctrl+Enter is a line break; so is Shift+Enter. */
  document.addEventListener("keydown", (event) => {
    const isSaving = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey;
    const isSkipping = event.key === "PageDown" && event.altKey && !event.ctrlKey && !event.metaKey;
    if (!(isSaving && form) && !(isSkipping && next)) return;
    if (event.isComposing || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSkipping) next.click();
    else press(event.shiftKey ? "_confirm_all" : "_on");
  }, true);

  /* Where work begins: a field has the focus by itself, its rich text editor has not. */
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    if (textarea.autofocus) editor.commands.focus();
  });

  /* A converted text goes into the field, and from there into the rich text editor that shows a copy of it. */
  for (const button of document.querySelectorAll(".side-take")) {
    const field = document.getElementById(button.dataset.field);
    button.hidden = false;
    button.addEventListener("click", () => {
      const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]");
      field.value = button.dataset.text;
      editor?.editor?.commands.setContent(field.value, { emitUpdate: true });
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  for (const left of document.querySelectorAll(".side-left")) {
    const field = document.getElementById(left.dataset.field);
    field?.addEventListener("input", () => { left.textContent = left.dataset.most - field.value.length; });
  }
})();
