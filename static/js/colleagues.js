/* Says who else has this form open. The server forgets whoever has not been heard of for a while. */
(() => {
  const notice = document.querySelector(".colleagues");
  if (!notice) return;

  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const pause = 30_000; /* milliseconds; the server waits three times as long */

  async function report() {
    if (document.hidden) return;
    try {
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(notice.dataset.address, { method: "POST", headers });
      if (answer.ok) show((await answer.json()).notice);
    } catch { /* offline: the next report will do */ }
  }

  function show(words) {
    if (notice.textContent !== words) notice.textContent = words;
    notice.hidden = words === "";
  }

  report();
  setInterval(report, pause);
  document.addEventListener("visibilitychange", report);
})();
