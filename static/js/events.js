/* Of an event that was not moved nobody is asked for when it was planned before. */
(() => {
  const state = document.querySelector("select[name=state]");
  const rows = document.querySelectorAll("[class*=field-previous_]");
  if (!state || !rows.length) return;

  function show() {
    for (const row of rows) row.hidden = state.value !== "moved" && !row.querySelector(".errorlist");
  }
  state.addEventListener("change", show);
  show();

  /* What a browser keeps of a form that was not saved is put back without an event of its fields. */
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".unsaved-take")) setTimeout(show);
  });
})();

/* When an event is: whole days ask for no time, and times say by which clock they are read. */
(() => {
  const zone = document.querySelector("select[name=time_zone]");
  const whole = document.querySelector("input[name=all_day]");
  if (!zone || !whole) return;

  const times = document.querySelectorAll("input[name=starts_at_1], input[name=ends_at_1]");
  const clocks = document.querySelectorAll(".clock-of");

  function show() {
    for (const time of times) time.hidden = whole.checked;
    for (const clock of clocks) {
      clock.textContent = zone.selectedOptions[0]?.text ?? "";
      clock.closest(".help").hidden = whole.checked;
    }
  }
  whole.addEventListener("change", show);
  zone.addEventListener("change", show);
  show();

  /* What a browser keeps of a form that was not saved is put back without an event of its fields. */
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".unsaved-take")) setTimeout(show);
  });

  /* A new event follows its host, or its office, until somebody chooses a zone. */
  if (!document.querySelector("input[name=slug][data-propose]")) return;
  let preset = zone.value;
  const places = ["host_member", "secretariat"].map((name) => document.querySelector(`select[name=${name}]`));

  async function follow() {
    const asked = new URLSearchParams();
    for (const place of places) if (place?.value) asked.set(place.name, place.value);
    const answer = await fetch(`${zone.dataset.preset}?${asked}`).catch(() => null);
    const found = answer?.ok ? (await answer.json()).time_zone : "";
    if (!found || zone.value !== preset) return;
    zone.value = found;
    preset = zone.value;
    show();
  }
  /* The search for a host tells nobody but jQuery. */
  for (const place of places) if (place) window.django?.jQuery?.(place).on("change", follow);
})();
