/* Makes one strip of tabs of the fieldsets of a form that hold one language each. */
(() => {
  const panels = [...document.querySelectorAll("fieldset.language")];
  if (panels.length < 2) return;

  const strip = document.createElement("div");
  strip.className = "language-tabs";
  strip.setAttribute("role", "tablist");
  panels[0].before(strip);

  /* What leads to the texts leads to the strip: the headings are hidden. */
  const first = panels[0].querySelector(".fieldset-heading[id]");
  if (first) {
    strip.id = first.id;
    first.removeAttribute("id");
  }

  const code = (panel) => panel.className.match(/language-([\w-]+)/)[1];
  const texts = (panel) => [...panel.querySelectorAll("textarea, input[type=text]")];
  const isFilled = (field) => field.value.replace(/<[^>]*>/g, "").trim() !== "";

  const tabs = panels.map((panel, index) => {
    const heading = panel.querySelector("h2, summary, legend");
    const tab = document.createElement("button");
    const count = document.createElement("span");
    const [name, states] = [heading.querySelector("[lang]"), heading.querySelector(".tab-states")];
    panel.id ||= `language-${code(panel)}`;
    Object.assign(tab, { type: "button", id: `${panel.id}-tab` });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    count.className = "language-count";
    if (name) {
      /* The name is in its language, the states are in the user's. */
      tab.append(name.cloneNode(true), " ", count, " ", states.cloneNode(true));
    } else {
      tab.lang = code(panel);
      tab.append(heading.textContent.trim(), " ", count);
    }
    const errors = panel.querySelectorAll("ul.errorlist > li").length;
    tab.classList.toggle("has-errors", errors > 0);
    if (errors) {
      const mark = document.createElement("span");
      mark.className = "language-errors";
      mark.lang = document.documentElement.lang;
      mark.textContent = `${document.querySelector(".error-summary")?.dataset.words ?? "!"} ${errors}`;
      tab.append(" ", mark);
    }
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    heading.hidden = true;
    const recount = () => {
      const fields = texts(panel);
      count.textContent = fields.length ? `${fields.filter(isFilled).length}/${fields.length}` : "";
    };
    for (const event of ["input", "focusout"]) panel.addEventListener(event, () => { recount(); tellMissing(); });
    recount();
    tab.addEventListener("click", () => show(index));
    strip.append(tab);
    return tab;
  });

  /* The form of a new record says in which languages texts would be missing. */
  function tellMissing() {
    const place = document.querySelector(".missing-now");
    if (!place) return;
    const origin = document.querySelector("select[name=source_language]")?.value || "en";
    const filled = (panel) => {
      const ending = `_${code(panel).replace("-", "_")}`;
      return new Set(texts(panel).filter(isFilled).map((field) => field.name.slice(0, -ending.length)));
    };
    const source = panels.find((panel) => code(panel) === origin);
    const wanted = source ? [...filled(source)] : [];
    const lacking = panels.filter((panel) => wanted.some((name) => !filled(panel).has(name)));
    place.hidden = !lacking.length;
    const names = place.querySelector("span");
    names.textContent =
      lacking.map((panel) => panel.querySelector(".fieldset-heading").textContent.trim()).join(names.dataset.comma);
  }

  function show(chosen) {
    panels.forEach((panel, index) => { panel.hidden = index !== chosen; });
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    });
    try { localStorage.setItem("language-tab", code(panels[chosen])); } catch { /* private window */ }
  }

  strip.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    const wanted = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: -1 }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + tabs.length) % tabs.length;
    show(next);
    tabs[next].focus();
  });

  document.querySelector("select[name=source_language]")?.addEventListener("change", tellMissing);
  tellMissing();

  let remembered = document.documentElement.lang;
  try { remembered = localStorage.getItem("language-tab") || remembered; } catch { /* private window */ }
  const failing = panels.findIndex((panel) => panel.querySelector(".errorlist"));
  const last = panels.findIndex((panel) => code(panel) === remembered);
  show(failing >= 0 ? failing : Math.max(last, 0));
})();
