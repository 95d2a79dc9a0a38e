/* Names the forms whose content this browser kept and nobody saved, on the start page. */
(() => {
  const section = document.querySelector(".start-unsaved");
  if (!section) return;

  const { user, words } = section.dataset;
  const kept = [];
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:") && name.endsWith(`:${user}`))) {
      const { at, where, title, lang } = JSON.parse(localStorage.getItem(key));
      if (title && where?.startsWith("/admin/")) kept.push({ at, where, title, lang });
    }
  } catch { /* nothing is kept there, or nothing that can be read */ }
  if (!kept.length) return;

  const heading = document.createElement("h2");
  heading.textContent = words;
  const list = document.createElement("ul");
  list.className = "start-entries";
  for (const { at, where, title, lang } of kept.sort((one, other) => other.at - one.at)) {
    const link = Object.assign(document.createElement("a"), { href: where, textContent: title });
    if (lang) link.lang = lang;
    const note = document.createElement("span");
    note.className = "start-note";
    note.textContent = new Date(at).toLocaleString(document.documentElement.lang);
    const item = document.createElement("li");
    item.append(link, " ", note);
    list.append(item);
  }
  section.append(heading, list);
  section.hidden = false;
  document.querySelector(".start-nothing")?.remove();
})();
