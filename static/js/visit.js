// The visit page. All of it works without this file; with it, a rating is kept and answered as soon as it is tapped.

const form = document.getElementById("visit-form");

if (form && window.htmx) {
  const PAUSE = 450; // somebody who walks along the scale with the arrow keys has not answered yet
  const waiting = new Map();
  let sending = Promise.resolve();
  let busy = 0;
  let dirty = false;

  const saved = () => document.getElementById("visit-saved");

  function send(url, target) {
    busy += 1;
    sending = sending
      .then(() => window.htmx.ajax("POST", url, { source: form, target, swap: "innerHTML" }))
      .catch(() => {})
      .finally(() => (busy -= 1));
  }

  function ask(card) {
    const said = card.dataset.said;
    clearTimeout(waiting.get(said));
    waiting.set(
      said,
      setTimeout(() => {
        waiting.delete(said);
        send(card.dataset.answer, document.getElementById(said));
      }, PAUSE),
    );
  }

  form.addEventListener("change", (event) => {
    dirty = true;
    const card = event.target.closest("[data-answer]");
    if (!card) return;
    card.querySelector("[data-use]")?.remove();
    if (event.target.name.endsWith("-take_back") && event.target.checked) {
      for (const radio of card.querySelectorAll(".scale-field:not(.others *) input:checked")) radio.checked = false;
      for (const chip of card.querySelectorAll(".chip.was")) chip.classList.remove("was");
    }
    ask(card);
  });
  form.addEventListener("input", () => (dirty = true));

  // What the client told is put on the scales and kept, with a word of where it came from.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fills]");
    if (!button) return;
    event.preventDefault();
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fills))) {
      const radio = form.querySelector(`[name="${name}"][value="${value}"]`);
      if (radio) radio.checked = true;
      else form.querySelector(`[name="${name}"]`).value = value;
    }
    const card = button.closest("[data-answer]");
    card.querySelector("[data-use]")?.remove();
    const use = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    use.dataset.use = "";
    card.append(use);
    dirty = true;
    ask(card);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const said = event.target.closest(".said");
    if (!said) return;
    const mark = said.querySelector("[data-last]")?.dataset.last;
    const card = said.closest("[data-answer]");
    for (const radio of card.querySelectorAll(".scale-field:not(.others *) input")) {
      radio.closest(".chip").classList.toggle("was", Boolean(mark) && radio.value === mark);
    }
    unfold();
  });

  // Trend and last note stay folded until the rating is given.
  function unfold() {
    const answered = (said) => said.childElementCount > 0;
    const cards = [...document.querySelectorAll(".said")];
    for (const fold of document.querySelectorAll("[data-after]")) {
      if (fold.dataset.unfolded) continue;
      const after = fold.dataset.after;
      if (after === "all" ? cards.every(answered) : answered(document.getElementById(after))) {
        fold.open = true;
        fold.dataset.unfolded = "once";
      }
    }
  }

  function failed(event) {
    const text = event.detail.xhr?.status === 401 ? form.dataset.loggedOut : form.dataset.offline;
    saved().textContent = text;
  }
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  // Save and Sign wait for a rating that is on its way; one that is not yet sent goes with the form.
  form.addEventListener(
    "submit",
    (event) => {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      if (busy) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const button = event.submitter;
        sending.then(() => form.requestSubmit(button));
        return;
      }
      dirty = false;
    },
    { capture: true },
  );
  window.addEventListener("beforeunload", (event) => dirty && event.preventDefault());

  // A digit on the scale is an answer: 7 is 7, 1 and then 0 is 10.
  let one = 0;
  form.addEventListener("keydown", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || !/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const ten = event.key === "0" && event.timeStamp - one < 900;
    one = event.key === "1" ? event.timeStamp : 0;
    const wanted = form.querySelector(`[name="${radio.name}"][value="${ten ? "10" : event.key}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });
}
