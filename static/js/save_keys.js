/* Ctrl+S, or ⌘S, saves the form and stays in it; Ctrl+Enter saves it and goes on to the next record, as in
   the translator's view. The buttons do the same, and say which keys they have. No key alone does anything
   (WCAG 2.1.4), and none while an input method composes. */
(() => {
  const find = (name) => document.querySelector(`.save-bar [name=${name}]`);
  const buttons = { S: find("_continue") ?? find("_save"), Enter: find("_next") };
  const form = (buttons.S ?? buttons.Enter)?.form;
  if (!form) return;

  const isMac = navigator.platform.startsWith("Mac");
  for (const [key, button] of Object.entries(buttons)) {
    if (!button) continue;
    button.setAttribute("aria-keyshortcuts", `Control+${key} Meta+${key}`);
    button.title = isMac ? `⌘${key}` : `Ctrl+${key}`;
  }

  let isSent = false;
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });

  /* Before the editor of texts hears of it, to which Ctrl+Enter is a line break. */
  document.addEventListener("keydown", (event) => {
    const isHeld = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const button = buttons[event.key.length === 1 ? event.key.toUpperCase() : event.key];
    if (!isHeld || !button || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && !isSent) form.requestSubmit(button);
  }, true);
})();
