/* Shows beside a form what is typed into it, as the page would be; posts it whenever typing pauses. */
(() => {
  const box = document.querySelector(".typed");
  const form = box?.closest("form");
  if (!form) return;

  const DESKTOP = 1280; /* px, of which the panel shows a picture that fits it */
  const PAUSE = 900; /* ms */
  const PATIENCE = 15000; /* ms, for an answer */
  const remember = {
    read: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    write: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a private window */ } },
  };
  const select = box.querySelector("select");
  const opener = box.querySelector(".typed-open");
  const hasRoom = matchMedia("(width >= 72rem)");
  let panel = null;
  let view = null;
  let last = "";
  let waiting;
  let coming = null;

  /* What would be sent. Files stay here: they are shown once they are saved. */
  const sent = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");

  function refresh() {
    if (!panel) return;
    if (coming) { soon(); return; }
    const fields = sent();
    const now = JSON.stringify(fields);
    if (now === last) return;
    last = now;
    /* A frame of its own for each answer: the way back in the browser knows nothing of it. */
    const frame = document.createElement("iframe");
    frame.name = `typed-${Date.now()}`;
    frame.title = view.dataset.title;
    frame.className = "is-coming";
    frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    view.append(frame);
    coming = frame;
    const given = setTimeout(() => arrived(frame), PATIENCE);
    const post = document.createElement("form");
    post.hidden = true;
    post.setAttribute("method", "post");
    post.setAttribute("action", box.dataset.address);
    post.setAttribute("target", frame.name);
    for (const [name, value] of fields) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      post.append(field);
    }
    document.body.append(post);
    HTMLFormElement.prototype.submit.call(post);
    post.remove();
    frame.addEventListener("load", () => {
      try {
        if (frame.contentWindow?.location.href === "about:blank") return;
      } catch { /* the browser's own page says what is wrong */ }
      clearTimeout(given);
      arrived(frame);
    });
  }

  /* The answer takes the place of the one before, at the same height. */
  function arrived(frame) {
    coming = null;
    if (!frame.isConnected) return;
    const before = [...view.children].filter((one) => one !== frame);
    try {
      const old = before.at(-1);
      const isOpen = old?.contentDocument?.querySelector(".typed-note details")?.open;
      const details = frame.contentDocument?.querySelector(".typed-note details");
      if (details && isOpen) details.open = true;
      frame.contentWindow.scrollTo(0, old?.contentWindow.scrollY ?? 0);
    } catch { /* no page of ours: the browser says what is wrong */ }
    for (const one of before) one.remove();
    frame.className = "";
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  }

  function setWidth(width) {
    view.dataset.width = width;
    for (const button of panel.querySelectorAll("[data-width]:not(.typed-view)")) {
      button.setAttribute("aria-pressed", String(button.dataset.width === width));
    }
    remember.write("typed-width", width);
  }

  const fit = new ResizeObserver(() => {
    view?.style.setProperty("--typed-scale", String(Math.min(1, view.clientWidth / DESKTOP)));
  });

  function open(isAsked) {
    panel = box.querySelector("template").content.firstElementChild.cloneNode(true);
    view = panel.querySelector(".typed-view");
    document.body.append(panel);
    document.documentElement.classList.add("has-typed");
    fit.observe(view);
    setWidth(remember.read("typed-width") === "desktop" ? "desktop" : "phone");
    for (const button of panel.querySelectorAll(".typed-widths button")) {
      button.addEventListener("click", () => setWidth(button.dataset.width));
    }
    panel.querySelector(".typed-close").addEventListener("click", close);
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    opener.setAttribute("aria-expanded", "true");
    last = "";
    refresh();
    if (isAsked) {
      remember.write("typed-open", "1");
      panel.querySelector(".typed-close").focus();
    }
  }

  function close() {
    fit.disconnect();
    panel.remove();
    panel = view = coming = null;
    document.documentElement.classList.remove("has-typed");
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
    remember.write("typed-open", "");
  }

  /* In the language of the tab that is open. */
  function followTab(tab) {
    const code = document.getElementById(tab?.getAttribute("aria-controls") ?? "")?.className.match(/language-([\w-]+)/)?.[1];
    if (code) select.value = code;
  }

  document.querySelector(".language-tabs")?.addEventListener("click", (event) => {
    followTab(event.target.closest("[role=tab]"));
    soon();
  });
  document.querySelector(".language-tabs")?.addEventListener("keyup", (event) => {
    followTab(event.target.closest("[role=tab]"));
    soon();
  });
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  opener.hidden = false;
  opener.addEventListener("click", () => { if (panel) close(); else open(true); });

  /* The tabs are made by a script of their own, before this page has been read to its end. */
  followTab(document.querySelector('.language-tabs [aria-selected="true"]'));
  if (remember.read("typed-open") && hasRoom.matches) open(false);
})();
