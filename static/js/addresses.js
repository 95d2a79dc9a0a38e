/* Proposes the page address of a new record, once its name is written, until somebody writes one. */
(() => {
  const slug = document.querySelector("input[name=slug][data-propose]");
  if (!slug) return;

  const form = slug.form;
  const sources = [...slug.dataset.names.split(" "), "source_language"];
  const asked = document.createElement("button");
  const told = document.createElement("span");
  asked.type = "button";
  asked.className = "button propose";
  asked.textContent = slug.dataset.words;
  told.setAttribute("role", "status");
  told.className = "propose-said";
  slug.after(asked, told);

  let proposed = slug.value ? null : "";
  let turn = 0;

  async function propose() {
    const body = new FormData();
    for (const name of [...sources, "csrfmiddlewaretoken"]) {
      if (form.elements[name]) body.append(name, form.elements[name].value);
    }
    const mine = (turn += 1);
    const before = slug.value;
    const answer = await fetch(slug.dataset.propose, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || mine !== turn || slug.value !== before) return;
    const found = (await answer.json()).slug;
    if (!found) return;
    slug.value = proposed = found;
    told.textContent = found;
    slug.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Empty, or as it was proposed: nobody has written an address. */
  const isOurs = () => !slug.value || slug.value === proposed;
  form.addEventListener("change", ({ target }) => {
    if (sources.includes(target.name) && isOurs()) propose();
  });
  asked.addEventListener("click", propose);
})();
