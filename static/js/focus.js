/* A click on the preview of a picture chooses the point that stays in sight where it is cropped. */
(() => {
  const [left, top] = ["focus_x", "focus_y"].map((name) => document.querySelector(`input[name="${name}"]`));
  const upload = document.querySelector("fieldset.pictured input[type=file]");
  const place = document.querySelector(".field-picture_seen .readonly");
  if (!left || !top || !place) return;

  const frame = document.createElement("div");
  const mark = document.createElement("span");
  frame.className = "focus-frame";
  mark.className = "focus-mark";
  frame.append(place.querySelector("img.seen") || newImage(), mark);
  place.replaceChildren(frame);
  const image = frame.querySelector("img");
  frame.hidden = !image.hasAttribute("src");

  function newImage() {
    const image = document.createElement("img");
    image.className = "seen";
    image.alt = "";
    return image;
  }

  /* What a field says, in digits of any width; the middle where it says no percentage. */
  function shareOf(field) {
    const typed = field.value.normalize("NFKC").trim();
    const share = typed === "" ? NaN : Number(typed);
    return share >= 0 && share <= 100 ? share : 50;
  }

  function showMark() {
    mark.style.left = `${shareOf(left)}%`;
    mark.style.top = `${shareOf(top)}%`;
  }

  const percent = (part, whole) => String(Math.min(100, Math.max(0, Math.round((100 * part) / whole))));

  frame.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    left.value = percent(event.clientX - box.left, box.width);
    top.value = percent(event.clientY - box.top, box.height);
    for (const field of [left, top]) field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const field of [left, top]) field.addEventListener("input", showMark);
  showMark();

  /* What has just been chosen is seen before it is stored, with the point in its middle. */
  upload?.addEventListener("change", () => {
    const file = upload.files[0];
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      for (const size of ["width", "height"]) image.removeAttribute(size);
      image.src = reader.result;
      left.value = top.value = "50";
      frame.hidden = false;
      showMark();
    });
    reader.readAsDataURL(file);
  });
})();
