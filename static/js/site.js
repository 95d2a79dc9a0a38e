/* What pages gain from a script: names suggested while somebody types, a directory that changes in
   place, maps that zoom. One file, fetched once; without it every page is whole. */

/* Suggestions: an input with data-suggest becomes a combobox (ARIA 1.2) of the names found there. */
for (const input of document.querySelectorAll("[data-suggest]")) {
  const pause = 200; // ms without a key before names are asked for
  const box = make("div", { className: "suggest" });
  const popup = make("div", { className: "suggest-list", hidden: true });
  const heading = make("p");
  const list = make("ul", { id: `${input.id}-list`, role: "listbox", ariaLabel: input.labels[0].textContent });
  const status = make("p", { className: "visually-hidden", role: "status" });
  const hasFocus = document.activeElement === input;
  let waiting, request, options = [], chosen = -1;

  input.replaceWith(box);
  popup.append(heading, list);
  box.append(input, popup, status);
  if (hasFocus) input.focus();
  input.type = "text"; // a search field may be no combobox
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  input.addEventListener("input", (event) => { if (!event.isComposing) askSoon(); });
  input.addEventListener("compositionstart", stop);
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("blur", () => { stop(); close(); });
  input.addEventListener("keydown", (event) => {
    const isOpen = !popup.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
      else ask();
    } else if (event.key === "Enter" && isOpen && chosen >= 0) {
      event.preventDefault();
      location.assign(options[chosen].dataset.url);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  });
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });

  function stop() {
    clearTimeout(waiting);
    request?.abort();
  }

  function askSoon() {
    stop();
    waiting = setTimeout(ask, pause);
  }

  async function ask() {
    stop();
    const text = input.value.trim();
    if (!text) return close();
    request = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const response = await fetch(address, { signal: request.signal });
      if (response.ok) show(await response.json());
    } catch { /* superseded, or the line is down: typing goes on, and Enter searches */ }
  }

  function show({ suggestions, heading: words, said }) {
    options = suggestions.map((one, index) => {
      const option = make("li", { id: `${list.id}-${index}`, role: "option", ariaSelected: "false" });
      option.dataset.url = one.url;
      const name = make("span");
      if (one.other_name) name.append(make("bdi", { lang: one.other_lang, textContent: one.other_name }), " – ");
      name.append(make("bdi", { lang: one.lang, textContent: one.name }));
      option.append(name, make("span", { lang: one.area_lang, textContent: one.area }));
      return option;
    });
    list.replaceChildren(...options);
    heading.textContent = words;
    heading.hidden = !words;
    status.textContent = said;
    popup.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!popup.hidden));
    choose(-1);
  }

  function close() {
    show({ suggestions: [], heading: "", said: "" });
  }

  /* From the last name the way leads back to what was typed, and from there to the first. */
  function choose(index) {
    options[chosen]?.setAttribute("aria-selected", "false");
    const places = options.length + 1;
    chosen = ((index + 1 + places) % places) - 1;
    const option = options[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }
}

/* The directory: what narrows, sorts or turns its list fetches the same address and exchanges the
   parts that differ. Whatever goes wrong, the browser goes to that address by itself. */
const form = document.getElementById("directory");
if (form) {
  const parts = ["directory-facets", "directory-count", "directory-views", "directory-found"];
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
    if (!link || !isPlain || new URL(link.href).pathname !== location.pathname) return;
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
      if (value.trim() && !(name === "sort" && value === "name")) address.searchParams.append(name, value);
    }
    return address;
  }

  async function go(address, { toTop = false, isNew = true } = {}) {
    request?.abort();
    const own = request = new AbortController();
    result.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: own.signal });
      if (!response.ok) throw new Error(response.status);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      if (own.signal.aborted) return;
      exchange(fresh);
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
    const chosen = new Set([...result.querySelectorAll("[name=city]:checked")].map((box) => box.value));
    for (const id of parts) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
    form.q.value = fresh.getElementById("members-q").value;
    const links = fresh.querySelectorAll("a[hreflang]");
    document.querySelectorAll("a[hreflang]").forEach((link, index) => { link.href = links[index].href; });
    for (const box of result.querySelectorAll("[name=city]")) box.checked = chosen.has(box.value);
    bound();
    zoomAll();
    if (!used.isConnected) (inPlaceOf(used) ?? result).focus({ preventScroll: true });
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
    const isFull = boxes.filter((box) => box.checked).length >= 4;
    for (const box of boxes) box.disabled = isFull && !box.checked;
  }
}

/* Maps: each sheet gets buttons; dots keep their size, and move home as there is room. On phones
   the map is a picture. */
const isWide = matchMedia("(min-width: 48rem)");
const zoomAll = () => { if (isWide.matches) document.querySelectorAll(".map-frame").forEach(zoomable); };
zoomAll();
isWide.addEventListener("change", zoomAll);

function zoomable(frame) {
  const tools = frame.querySelector("template");
  if (!tools) return;
  for (const sheet of frame.querySelectorAll(".map-sheet")) {
    sheet.append(tools.content.cloneNode(true));
    zoom(sheet);
  }
  tools.remove();
}

function zoom(sheet) {
  const most = 4, step = 2, glide = 180; // ms
  const svg = sheet.querySelector("svg");
  const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const leaders = svg.querySelector(".map-leader");
  const buttons = Object.fromEntries([...sheet.querySelectorAll("[data-zoom]")].map((one) => [one.dataset.zoom, one]));
  const whole = { x: 0, y: 0, scale: 1 };
  const pointers = new Map();
  let dots = [], seen = whole, moving, hasDragged = false;

  for (const [name, button] of Object.entries(buttons)) button.addEventListener("click", () => act(name));
  say();

  /* Where each dot stands and where it belongs, read when it is first asked for. */
  function read() {
    if (dots.length) return;
    dots = [...svg.querySelectorAll("a")].map((link) => {
      const [x, y] = numbers(link.getAttribute("transform"));
      const [homeX, homeY] = link.dataset.home ? numbers(link.dataset.home) : [x, y];
      return { link, homeX, homeY, offX: x - homeX, offY: y - homeY };
    });
  }

  sheet.addEventListener("keydown", (event) => {
    const name = { "+": "in", "=": "in", "-": "out", 0: "whole" }[event.key];
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(name || (way && seen.scale > 1))) return;
    event.preventDefault();
    if (name) act(name);
    else move({ ...seen, x: seen.x + (way[0] * width) / seen.scale / 4, y: seen.y + (way[1] * height) / seen.scale / 4 });
  });
  svg.addEventListener("focusin", (event) => {
    const dot = dots.find((one) => one.link === event.target);
    if (dot && seen.scale > 1) show(dot);
  });
  svg.addEventListener("wheel", (event) => { // two fingers on a touchpad; one turn of the wheel scrolls the page
    if (!event.ctrlKey) return;
    event.preventDefault();
    at(point(event), seen.scale * Math.exp(-event.deltaY / 100));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    hasDragged = false;
  });
  addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find((one) => one.pointerId !== event.pointerId);
    const unit = width / svg.clientWidth / seen.scale;
    if (other) {
      at(point(other), (seen.scale * apart(event, other)) / Math.max(apart(before, other), 1));
    } else if (seen.scale > 1 && (hasDragged || apart(event, before) > 4)) {
      set({ ...seen, x: seen.x - (event.clientX - before.clientX) * unit, y: seen.y - (event.clientY - before.clientY) * unit });
    } else return;
    hasDragged = true;
    pointers.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => pointers.delete(event.pointerId));
  svg.addEventListener("click", (event) => { if (hasDragged) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  function act(name) {
    read();
    const scale = { in: seen.scale * step, out: seen.scale / step, whole: 1 }[name];
    const { x, y } = middle();
    const kept = bounded({ ...seen, scale }).scale;
    move({ scale: kept, x: x - width / kept / 2, y: y - height / kept / 2 });
  }

  /* Of what is to be looked at: the dot in focus, else the dots in sight, else the sheet. */
  function middle() {
    const focused = dots.filter((dot) => dot.link === document.activeElement).map(place);
    const inSight = dots.map(place).filter((one) => isInSight(one, 0));
    const centre = { x: seen.x + width / seen.scale / 2, y: seen.y + height / seen.scale / 2 };
    const places = [focused, inSight, [centre]].find((some) => some.length);
    const mean = (name) => places.reduce((sum, one) => sum + one[name], 0) / places.length;
    return { x: mean("x"), y: mean("y") };
  }

  function isInSight({ x, y }, margin) {
    const across = ((x - seen.x) * seen.scale) / width, down = ((y - seen.y) * seen.scale) / height;
    return Math.min(across, down, 1 - across, 1 - down) >= margin;
  }

  /* Zoom so that a point of the sheet stays where it is seen. */
  function at({ x, y }, scale) {
    read();
    const kept = bounded({ ...seen, scale }).scale;
    set({ scale: kept, x: x - ((x - seen.x) * seen.scale) / kept, y: y - ((y - seen.y) * seen.scale) / kept });
  }

  function show(dot) {
    const { x, y } = place(dot);
    if (!isInSight({ x, y }, 0.1)) move({ ...seen, x: x - width / seen.scale / 2, y: y - height / seen.scale / 2 });
  }

  function place({ homeX, homeY, offX, offY }) {
    return { x: homeX + offX / seen.scale, y: homeY + offY / seen.scale };
  }

  function point({ clientX, clientY }) {
    const { left, top } = svg.getBoundingClientRect();
    const unit = width / svg.clientWidth / seen.scale;
    return { x: seen.x + (clientX - left) * unit, y: seen.y + (clientY - top) * unit };
  }

  function apart(one, other) {
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  }

  function bounded({ x, y, scale }) {
    const kept = Math.min(Math.max(scale, 1), most);
    const within = (value, size) => Math.min(Math.max(value, 0), size - size / kept);
    return { scale: kept, x: within(x, width), y: within(y, height) };
  }

  function move(wanted) {
    cancelAnimationFrame(moving);
    const from = seen, to = bounded(wanted), start = performance.now();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set(to);
    moving = requestAnimationFrame(function frame(now) {
      const share = Math.min(Math.max((now - start) / glide, 0), 1);
      const part = share * (2 - share);
      const between = (name) => from[name] + part * (to[name] - from[name]);
      set({ x: between("x"), y: between("y"), scale: between("scale") });
      if (share < 1) moving = requestAnimationFrame(frame);
    });
  }

  function set(wanted) {
    seen = bounded(wanted);
    const { x, y, scale } = seen;
    svg.setAttribute("viewBox", `${x} ${y} ${width / scale} ${height / scale}`);
    let lines = "";
    for (const dot of dots) {
      const at = place(dot);
      dot.link.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${1 / scale})`);
      if (dot.link.dataset.home) lines += `M${dot.homeX} ${dot.homeY}L${at.x} ${at.y}`;
    }
    leaders.setAttribute("d", lines);
    say();
  }

  /* A button that cannot go on stays where it is, so that the focus does too. */
  function say() {
    sheet.classList.toggle("is-zoomed", seen.scale > 1);
    buttons.in.setAttribute("aria-disabled", String(seen.scale >= most));
    for (const name of ["out", "whole"]) buttons[name].setAttribute("aria-disabled", String(seen.scale <= 1));
  }
}

function numbers(text) {
  return text.match(/-?[\d.]+/g).map(Number);
}

function make(tag, { role, ariaLabel, ariaSelected, ...properties } = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  const attributes = { role, "aria-label": ariaLabel, "aria-selected": ariaSelected };
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  return element;
}
