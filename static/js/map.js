/* Maps: each sheet gets buttons; dots keep their size, and move home as there is room. On phones
   the map is a picture. */
const isWide = matchMedia("(min-width: 48rem)");
const zoomAll = () => { if (isWide.matches) document.querySelectorAll(".map-frame").forEach(zoomable); };
zoomAll();
isWide.addEventListener("change", zoomAll);
document.addEventListener("exchanged", zoomAll); // by directory.js

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
  sheet.addEventListener("focusin", (event) => { // not of the drawing, which would be a stop of its own
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
    sheet.scrollIntoView({ block: "nearest" });
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
