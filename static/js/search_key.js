/* Ctrl+K, or ⌘K, leads to the search from anywhere. A single key would get in the way of those who
   speak to their computer (WCAG 2.1.4). In a rich text, it is for links. */
(() => {
  const field = document.querySelector(".start-search input");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    const isWanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!isWanted || event.target.isContentEditable) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
