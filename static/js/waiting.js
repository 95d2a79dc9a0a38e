/* Follows a job while the page is looked at, and says how far it is; without it the page loads itself
   anew. When the job is over, the page that tells of it is loaded once. */
(() => {
  const pause = 2_000; /* milliseconds */
  const said = (part) => `${part.textContent} ${part.querySelector("progress")?.value}`;

  function show(now, then) {
    const isHeld = now.contains(document.activeElement);
    if (!isHeld && said(now) !== said(then)) now.replaceChildren(...then.childNodes);
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const then = page.querySelector("[data-waiting]");
      if (then) show(document.querySelector("[data-waiting]"), then);
      else location.assign(answer.url);
    } catch { /* offline: the next time will do */ }
  }

  setInterval(ask, pause);
})();
