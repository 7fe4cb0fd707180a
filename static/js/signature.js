// A pad to sign on. What is drawn becomes path data in the pad's own box, so it is sharp at any size and stays when a
// phone is turned. The name that was typed counts without it.

function pad(field) {
  const input = field.querySelector("input");
  const svg = field.querySelector("svg");
  const ink = field.querySelector(".signature-ink");
  const clear = field.querySelector("button");
  const said = field.querySelector("[aria-live]");
  const { width, height } = svg.viewBox.baseVal;
  const longest = Number(field.dataset.longest);
  const STEP = 2; // in the pad's units: a finger's tremble is less
  let last = null;

  function place(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return [within(at.x, width), within(at.y, height)];
  }

  function show() {
    const drawn = input.value !== "";
    ink.setAttribute("d", input.value);
    clear.hidden = !drawn;
    svg.setAttribute("aria-label", drawn ? svg.dataset.drawn : svg.dataset.empty);
  }

  function add(text) {
    if (input.value.length + text.length > longest) return false;
    input.value += text;
    show();
    return true;
  }

  function draw(event) {
    for (const one of event.getCoalescedEvents?.() ?? []) line(place(one));
    line(place(event));
  }

  function line(to) {
    const [dx, dy] = [to[0] - last[0], to[1] - last[1]];
    if (Math.hypot(dx, dy) < STEP) return;
    if (add(` ${dx} ${dy}`)) last = to;
  }

  svg.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    const start = place(event);
    last = add(`M${start[0]} ${start[1]}l0 0`) ? start : null;
  });
  svg.addEventListener("pointermove", (event) => last && event.isPrimary && draw(event));
  for (const name of ["pointerup", "pointercancel"]) {
    svg.addEventListener(name, (event) => {
      if (!last || !event.isPrimary) return;
      last = null;
      said.textContent = said.dataset.signed;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  clear.addEventListener("click", () => {
    input.value = "";
    show();
    said.textContent = said.dataset.cleared;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.form?.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("pageshow", show); // the browser gives back what was drawn without saying so
  field.hidden = false;
  show();
}

document.querySelectorAll("[data-signature]").forEach(pad);
