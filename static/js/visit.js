// The visit page. All of it works without this file; with it, a rating is kept and answered as soon as it is tapped.

const form = document.getElementById("visit-form");

// --- finding an area among many ------------------------------------------------------------------------------------

const filter = document.getElementById("area-filter");
if (filter) {
  const regions = [...document.querySelectorAll(".region")];
  const none = document.getElementById("area-none");
  filter.closest(".filter").hidden = false;
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const pick of document.querySelectorAll(".areas .pick")) {
      const fits = words.every((word) => pick.dataset.find.includes(word));
      pick.hidden = !fits && !pick.querySelector(":checked");
      found += fits;
    }
    for (const region of regions) {
      const any = region.querySelector(".pick:not([hidden])");
      region.hidden = !any;
      region.open = Boolean(any && words.length);
    }
    none.hidden = found > 0;
  });
  filter.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

// --- what was found in an area that is ticked -------------------------------------------------------------------------

const rows = document.getElementById("found-rows");
if (rows) {
  const template = document.getElementById("found-template");
  const fold = rows.closest("details");
  const removed = new Map(); // an area that is ticked again by mistake keeps what was written
  document.querySelector(".areas").addEventListener("change", (event) => {
    if (event.target.name !== "area") return;
    const pick = event.target.closest(".pick");
    const id = event.target.value.split("-")[0];
    const row = rows.querySelector(`[data-area="${id}"]`);
    if (pick.querySelector(":checked")) {
      if (!row) rows.append(removed.get(id) || fresh(id, pick));
    } else if (row) {
      removed.set(id, row);
      row.remove();
    }
    fold.hidden = !rows.children.length;
  });

  function fresh(id, pick) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.dataset.area = id;
    for (const element of row.querySelectorAll("*")) {
      for (const name of ["id", "for", "name", "aria-labelledby", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace("a0", `a${id}`));
      }
    }
    row.querySelector(".label").textContent = pick.querySelector("span").firstChild.textContent.trim();
    return row;
  }
}

// --- a sensitive area or technique asks "agreed today?" as soon as it is chosen -------------------------------------------

const asks = [...document.querySelectorAll("[data-asks]")];
if (asks.length) {
  const show = () => {
    const ticked = [...form.querySelectorAll("[name=area]:checked, [name=technique]:checked")];
    const chosen = new Map(ticked.map((input) => [`${input.name}-${parseInt(input.value, 10)}`, input]));
    for (const ask of asks) {
      const input = chosen.get(ask.dataset.asks);
      if (input && ask.hidden) input.closest(".picks, .how .chips")?.after(ask); // beneath what was tapped
      ask.hidden = ask.disabled = !input;
    }
  };
  form.addEventListener("change", show);
  show();
}

// --- ratings are kept as they are tapped ------------------------------------------------------------------------------

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
