/* Suggestions: an input with data-suggest becomes a combobox (ARIA 1.2) of the names found there. */
for (const input of document.querySelectorAll("[data-suggest]")) {
  const pause = 200, pauseComposing = 150; // ms without a key before names are asked for
  const box = make("div", { className: "suggest" });
  const popup = make("div", { className: "suggest-list", hidden: true });
  const heading = make("p");
  const list = make("ul", { id: `${input.id}-list`, role: "listbox", ariaLabel: input.labels[0].textContent });
  const status = make("p", { className: "visually-hidden", role: "status" });
  const hasFocus = document.activeElement === input;
  let waiting, request, options = [], chosen = -1, shownFor = "", isComposing = false;

  input.replaceWith(box);
  popup.append(heading, list);
  box.append(input, popup, status);
  if (hasFocus) input.focus();
  input.type = "text"; // a search field may be no combobox
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  /* What an input method composes counts as typed: a syllable may stay open for good. */
  input.addEventListener("input", askSoon);
  input.addEventListener("compositionstart", () => { isComposing = true; });
  input.addEventListener("compositionend", () => { isComposing = false; askSoon(); });
  input.addEventListener("blur", () => { stop(); close(); });
  input.addEventListener("keydown", (event) => {
    const isOpen = !popup.hidden;
    if (event.isComposing || event.keyCode === 229) return; // keys of the input method; 229 in Safari
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
      else ask();
    } else if (event.key === "Enter") {
      stop();
      if (chosen < 0) return close();
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
    waiting = setTimeout(ask, isComposing ? pauseComposing : pause);
  }

  async function ask() {
    stop();
    const text = input.value.trim();
    if (!text) return close();
    if (text === shownFor && !popup.hidden) return;
    request = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const response = await fetch(address, { signal: request.signal });
      if (response.ok) take(text, await response.json());
    } catch { /* superseded, or the line is down: typing goes on, and Enter searches */ }
  }

  /* A syllable that is not complete may fit no name, or but nearly: what was found before it stays. */
  function take(text, answer) {
    const isFound = answer.suggestions.length && !answer.heading;
    if (isComposing && options.length && !isFound) return;
    show(answer);
    shownFor = text;
  }

  function show({ suggestions, heading: words, said }) {
    options = suggestions.map((one, index) => {
      const option = make("li", { id: `${list.id}-${index}`, role: "option", ariaSelected: "false" });
      option.dataset.url = one.url;
      const name = make("span");
      if (one.other_name) name.append(make("bdi", { lang: one.other_lang, textContent: one.other_name }), " – ");
      name.append(make("bdi", { lang: one.lang, textContent: one.name }));
      const where = make("span");
      where.append(make("bdi", { lang: one.area_lang, textContent: one.area }));
      for (const { text, lang } of one.further) where.append(" · ", make("bdi", { lang, textContent: text }));
      option.append(name, where);
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
    shownFor = "";
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

function make(tag, { role, ariaLabel, ariaSelected, ...properties } = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  const attributes = { role, "aria-label": ariaLabel, "aria-selected": ariaSelected };
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  return element;
}
