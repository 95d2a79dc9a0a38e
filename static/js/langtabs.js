/* Makes one strip of tabs of the fieldsets of a form that hold one language each. */
(() => {
  const panels = [...document.querySelectorAll("fieldset.language")];
  if (panels.length < 2) return;

  const strip = document.createElement("div");
  strip.className = "language-tabs";
  strip.setAttribute("role", "tablist");
  panels[0].before(strip);

  const code = (panel) => panel.className.match(/language-([\w-]+)/)[1];
  const texts = (panel) => [...panel.querySelectorAll("textarea, input[type=text]")];
  const isFilled = (field) => field.value.replace(/<[^>]*>/g, "").trim() !== "";

  const tabs = panels.map((panel, index) => {
    const heading = panel.querySelector("h2, summary, legend");
    const tab = document.createElement("button");
    const count = document.createElement("span");
    panel.id ||= `language-${code(panel)}`;
    Object.assign(tab, { type: "button", id: `${panel.id}-tab`, textContent: heading.textContent.trim() });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.lang = code(panel);
    count.className = "language-count";
    tab.append(" ", count);
    tab.classList.toggle("has-errors", panel.querySelector(".errorlist") !== null);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    heading.hidden = true;
    const recount = () => {
      const fields = texts(panel);
      count.textContent = fields.length ? `${fields.filter(isFilled).length}/${fields.length}` : "";
    };
    panel.addEventListener("input", recount);
    panel.addEventListener("focusout", recount);
    recount();
    tab.addEventListener("click", () => show(index));
    strip.append(tab);
    return tab;
  });

  function show(chosen) {
    panels.forEach((panel, index) => { panel.hidden = index !== chosen; });
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    });
    try { localStorage.setItem("language-tab", code(panels[chosen])); } catch { /* private window */ }
  }

  strip.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    show(next);
    tabs[next].focus();
  });

  let remembered = document.documentElement.lang;
  try { remembered = localStorage.getItem("language-tab") || remembered; } catch { /* private window */ }
  const failing = panels.findIndex((panel) => panel.querySelector(".errorlist"));
  const last = panels.findIndex((panel) => code(panel) === remembered);
  show(failing >= 0 ? failing : Math.max(last, 0));
})();
