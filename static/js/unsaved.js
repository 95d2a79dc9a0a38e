/* Keeps what is typed into a form in this browser until it is saved, and offers it again. */
(() => {
  const store = {
    read: (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
    write: (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* full, or a private window */ } },
    drop: (name) => { try { localStorage.removeItem(name); } catch { /* nothing is kept there */ } },
  };

  /* Saved: the server names the form in a cookie, on whichever page comes next. */
  const saved = document.cookie.match(/(?:^|; )draft_saved=([^;]+)/)?.[1];
  if (saved) {
    store.drop(decodeURIComponent(saved));
    document.cookie = "draft_saved=; path=/admin/; max-age=0; samesite=Lax";
  }

  const box = document.querySelector(".unsaved");
  const form = box?.closest("form");
  if (!form) return;

  const { key, version, bound } = box.dataset;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "seen_version", "_preview_language"]);
  const isKept = (field) =>
    field.name && !NOT_KEPT.has(field.name) && !["file", "password", "submit", "button"].includes(field.type);

  /* How the start page names the form. */
  const heading = document.querySelector("#content > h2") ?? document.querySelector("#content > h1");
  const title = heading?.textContent.trim() || document.title;
  const lang = heading?.querySelector("[lang]")?.lang ?? "";
  const where = location.pathname;

  const values = () => {
    const found = {};
    for (const field of form.elements) {
      if (!isKept(field)) continue;
      const isTicked = field.type === "checkbox" || field.type === "radio";
      const name = isTicked ? `${field.name}=${field.value}` : field.name;
      const isList = field.type === "select-multiple";
      found[name] = isTicked ? field.checked : isList ? [...field.selectedOptions].map((o) => o.value) : field.value;
    }
    return found;
  };
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const shown = values();
  let kept = store.read(key);
  if (kept && isSame(kept.values, shown)) kept = null;
  if (kept) offer();

  function offer() {
    const differing = Object.keys(kept.values).filter((name) => name in shown && !isSame(kept.values[name], shown[name]));
    if (!differing.length) return;
    box.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    box.querySelector(".unsaved-old").hidden = String(kept.version) === version;
    box.hidden = false;
    box.querySelector(".unsaved-take").addEventListener("click", () => {
      fill(kept.values);
      box.hidden = true;
      kept = null;
    });
    box.querySelector(".unsaved-drop").addEventListener("click", () => {
      store.drop(key);
      box.hidden = true;
      kept = null;
    });
  }

  function fill(found) {
    /* The form then says what it was filled from, so that the server can merge. */
    const seen = form.elements.seen_version;
    if (seen && kept.version !== undefined) seen.value = kept.version;
    addRows(found);
    for (const field of form.elements) {
      if (!isKept(field)) continue;
      const isTicked = field.type === "checkbox" || field.type === "radio";
      const name = isTicked ? `${field.name}=${field.value}` : field.name;
      if (!(name in found) || field.name.endsWith("_FORMS")) continue;
      if (isTicked) field.checked = found[name];
      else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = found[name].includes(option.value);
      } else if (field.value !== found[name]) {
        field.value = found[name];
        fillEditor(field);
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /* As many rows as there were, by the link that a user would press. */
  function addRows(found) {
    for (const [name, wanted] of Object.entries(found)) {
      const prefix = name.match(/^(.+)-TOTAL_FORMS$/)?.[1];
      if (!prefix) continue;
      const link = document.querySelector(`#${prefix}-group .add-row a`);
      for (let more = Number(wanted) - Number(form.elements[name]?.value); link && more > 0; more -= 1) link.click();
    }
  }

  /* The rich text editor shows a copy of its field. Pasted like that, it takes it as typed. */
  function fillEditor(field) {
    const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]");
    editor?.editor?.commands.setContent(field.value, { emitUpdate: true });
  }

  let waiting;
  const keep = () => {
    if (kept) return; /* not over what is still on offer */
    const now = values();
    if (isSame(now, shown) && !bound) store.drop(key);
    else store.write(key, { at: Date.now(), where, title, lang, version: form.elements.seen_version?.value ?? "", values: now });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 500);
  });
  form.addEventListener("change", keep);
  window.addEventListener("pagehide", keep);
})();
