/* Opens a closed group of rows when a link of the page leads to it. */
(() => {
  function open(hash) {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const group = target && target.querySelector(":scope > fieldset > details.row-group");
    if (group) group.open = true;
  }

  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']");
    if (link) open(link.hash);
  });
  window.addEventListener("hashchange", () => open(location.hash));
  open(location.hash);
})();
