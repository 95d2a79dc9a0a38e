/* The directory: what narrows, sorts or turns its list fetches the same address and exchanges the
   parts that differ. Whatever goes wrong, the browser goes to that address by itself. */
const form = document.getElementById("directory");
const parts = ["directory-facets", "directory-count", "directory-views", "directory-found"];
const kept = "directory-kept"; // by the form for a day
const result = document.getElementById("directory-result");
let request, shown = location.search;

form.addEventListener("change", (event) => {
  if (event.target.name !== "q") go(asked());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.getElementById("directory-filters").hidePopover?.();
  go(asked());
});
result.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.hash || link.pathname !== location.pathname) return;
  event.preventDefault();
  go(new URL(link.href), { toTop: link.closest(".pagination") !== null });
});
addEventListener("popstate", () => {
  if (location.search !== shown) go(new URL(location.href), { isNew: false });
});
result.addEventListener("change", (event) => {
  if (event.target.name === "city") bound();
});

/* The address that the form asks for, without what is empty anyway. */
function asked() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) address.searchParams.append(name, value);
  }
  return address;
}

async function go(address, { toTop = false, isNew = true } = {}) {
  request?.abort();
  const own = request = new AbortController();
  const typed = form.q.value;
  result.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: own.signal });
    if (!response.ok) throw new Error(response.status);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (own.signal.aborted) return;
    exchange(fresh);
    if (form.q.value === typed) form.q.value = fresh.getElementById("members-q").value;
    if (isNew) history.pushState(null, "", address);
    shown = address.search;
    if (toTop) {
      result.focus({ preventScroll: true });
      result.scrollIntoView();
    }
    result.setAttribute("aria-busy", "false");
  } catch {
    if (own.signal.aborted) return;
    if (isNew) location.assign(address);
    else location.reload();
  }
}

function exchange(fresh) {
  const used = document.activeElement;
  const before = used.getBoundingClientRect().top;
  const chosen = new Set([...result.querySelectorAll("[name=city]:checked")].map((box) => box.value));
  const unfolded = [...document.querySelectorAll("details[data-facet][open]")].map(({ dataset }) => dataset.facet);
  for (const id of [...parts, kept]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
  for (const facet of unfolded) document.querySelector(`details[data-facet="${facet}"]`)?.setAttribute("open", "");
  const links = fresh.querySelectorAll("a[hreflang]");
  document.querySelectorAll("a[hreflang]").forEach((link, index) => { link.href = links[index].href; });
  for (const box of result.querySelectorAll("[name=city]")) box.checked = chosen.has(box.value);
  bound();
  result.dispatchEvent(new Event("exchanged", { bubbles: true }));
  if (!used.isConnected) keepInPlace(inPlaceOf(used) ?? result, before);
}

/* Choices fold and unfold above the one that was used: it stays under the pointer, as far as there is way. */
function keepInPlace(control, top) {
  control.focus({ preventScroll: true });
  if (control === result) return;
  const scroller = control.closest(":popover-open") ?? document.scrollingElement;
  scroller.scrollBy({ top: control.getBoundingClientRect().top - top, behavior: "instant" });
}

/* The control that stands for the one that was used. */
function inPlaceOf({ id, name, value, textContent }) {
  const controls = parts.flatMap((part) => [...document.getElementById(part).querySelectorAll("a, input, select")]);
  return controls.find((one) => one.id === id && one.name === name &&
    (value === undefined ? one.textContent === textContent : one.value === value));
}

/* No more than four can be compared. */
function bound() {
  const boxes = [...result.querySelectorAll("[name=city]")];
  const chosen = boxes.filter((box) => box.checked);
  for (const box of boxes) box.disabled = chosen.length >= 4 && !box.checked;
  tell(chosen);
}

/* Says how many are chosen, and which: their rows may be screens away. */
function tell(chosen) {
  const told = document.getElementById("compare-chosen");
  if (!told) return;
  const words = told.dataset;
  words.none ??= told.textContent;
  told.textContent = chosen.length ? words.chosen.replace("{}", chosen.length) : words.none;
  chosen.forEach((box, index) => told.append(index ? words.comma : words.colon, nameOf(box)));
}

/* The name in the row of a box, in its language. */
function nameOf(box) {
  const name = document.createElement("b");
  name.append(...[...box.closest("tr").querySelector("th a").childNodes].map((node) => node.cloneNode(true)));
  return name;
}

bound();
