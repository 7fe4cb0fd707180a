// The visit page keeps itself: what is typed or tapped reaches the server within seconds, in small patches. All of it
// works without this file, by its buttons. docs/never-lost.md says how.

const form = document.getElementById("visit-form");

if (form) {
  const TAP = 450; // somebody who walks along the scale with the arrow keys has not answered yet
  const PAUSE = 1500; // after the last letter
  const LONGEST = 4500; // while somebody types on
  const words = document.getElementById("keeping").dataset;
  const controls = controlsOf(form);
  const version = document.getElementById("visit-version");
  const status = document.getElementById("visit-saved");
  const clashPlace = document.getElementById("clashes");
  const login = document.getElementById("log-in-again");
  const id = () => form.elements.request_id.value;

  let base = new Map(Object.entries(JSON.parse(words.saved))); // what the server holds, as far as we know
  const touched = new Set();
  const typedOver = new Map(); // key -> what stood there when it was typed, where that is not `base`
  const settled = new Map(); // key -> what the server has heard last, whatever it made of it
  const clashing = new Map();
  let keepAt = words.keep;
  let writing = false; // the script itself changes controls
  let key = null;
  let sending = Promise.resolve();
  let timer = null;
  let since = 0;
  let waits = 2000;

  const was = (name) => typedOver.get(name) ?? base.get(name) ?? "";
  const differs = (name) => controls.read(name) !== was(name);

  // --- what is still to be sent ---------------------------------------------------------------------------------------

  function pending() {
    const open = [...touched].filter((name) => !clashing.has(name) && differs(name));
    const fresh = open.filter((name) => settled.get(name) !== controls.read(name));
    const groups = new Set(fresh.map(controls.group));
    const changes = {};
    for (const name of open) {
      if (groups.has(controls.group(name))) changes[name] = { was: was(name), now: controls.read(name) };
    }
    return changes;
  }

  const isSent = () => !Object.keys(pending()).length;

  function begin() {
    const names = version.value === "0" ? ["starts_at_0", "starts_at_1", "minutes"] : [];
    return Object.fromEntries(names.map((name) => [name, controls.read(name)]));
  }

  // --- kept in this browser until it is sent ------------------------------------------------------------------------------

  let storing = Promise.resolve();
  let stored = true;
  let storeSoon = null;

  function store() {
    clearTimeout(storeSoon);
    storing = storing.then(async () => {
      const changes = { ...pending() };
      for (const [name, change] of clashing) changes[name] = change;
      try {
        key ||= await unsent.importKey(words.unsentKey);
        if (Object.keys(changes).length) {
          await unsent.put(id(), words.author, key, { keep: keepAt, page: location.pathname, begin: begin(), changes });
        } else {
          await unsent.remove(id());
        }
        stored = true;
      } catch {
        stored = !Object.keys(changes).length;
      }
    });
    return storing;
  }

  // Somebody typed before what lay here was read: of words both stay, of a tap the later one.
  function both(name, kept) {
    const typed = controls.read(name);
    const isText = form.elements[name] instanceof HTMLTextAreaElement;
    return isText && typed !== kept ? [kept, typed].filter(Boolean).join("\n") : typed;
  }

  async function restore() {
    try {
      key = await unsent.importKey(words.unsentKey);
      const left = await unsent.of(words.author, key);
      const mine = left.find((row) => row.id === id()) || left.find((row) => version.value === "0" && row.note.keep === keepAt);
      if (!mine) return;
      form.elements.request_id.value = mine.id;
      const names = Object.keys(mine.note.changes).sort((a, b) => b.includes(":") - a.includes(":")); // ticks make room for the rest
      for (const name of names) {
        const change = mine.note.changes[name];
        if ((base.get(name) ?? "") === change.now) continue;
        put(name, touched.has(name) ? both(name, change.now) : change.now);
        touched.add(name);
        if ((base.get(name) ?? "") !== change.was) typedOver.set(name, change.was);
      }
      flush();
    } catch {
      // a browser that keeps nothing for us
    }
  }

  function put(name, value) {
    writing = true;
    controls.write(name, value);
    writing = false;
  }

  // --- sending -------------------------------------------------------------------------------------------------------------

  function say(text) {
    status.textContent = text;
  }

  function soon(pause) {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(flush, Math.min(pause, Math.max(0, since + LONGEST - Date.now())));
    clearTimeout(storeSoon);
    storeSoon = setTimeout(store, 250);
  }

  function flush(more) {
    clearTimeout(timer);
    since = 0;
    sending = sending.then(() => send(more)).catch(() => offline());
    return sending;
  }

  // A login in another window has made this page's token an old one: its author goes on with the new one.
  async function isAuthor() {
    const answer = await fetch(words.unsentKeyAt, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return false;
    const now = await answer.json();
    if (now.author !== words.author) return false;
    form.elements.csrfmiddlewaretoken.value = now.csrf;
    return true;
  }

  async function send(more, tries = 1) {
    const changes = pending();
    if (!Object.keys(changes).length) return store();
    say(words.saving);
    const fields = { ...begin(), author: words.author, request_id: id(), changes: JSON.stringify(changes) };
    let answer;
    try {
      answer = await unsent.post(keepAt, fields, form.elements.csrfmiddlewaretoken.value, {
        signal: AbortSignal.timeout(15000),
        ...more,
      });
    } catch {
      return offline();
    }
    if (answer.status === 401) return askToLogIn();
    if (answer.status === 403) return tries && (await isAuthor()) ? send(more, tries - 1) : refused(words.somebodyElse);
    const isJson = answer.headers.get("content-type")?.includes("json");
    if (!isJson) return answer.status >= 500 ? offline() : refused(words.refused);
    const reply = await answer.json();
    if (reply.outcome === "final") return refused(words.final);
    if (reply.outcome === "invalid") {
      for (const name of Object.keys(changes)) settled.set(name, changes[name].now);
      return refused(`${words.notKept} ${Object.values(reply.errors).join(" ")}`);
    }
    received(reply, changes);
    return store();
  }

  async function offline() {
    await store();
    say(stored ? words.offline : words.unkept);
    clearTimeout(timer);
    timer = setTimeout(flush, waits);
    waits = Math.min(waits * 1.6, 20000);
  }

  async function refused(text) {
    await store();
    say(text);
  }

  // Saved is said only here: the reply names the draft's version, and what it holds now.
  function received(reply, changes) {
    waits = 2000;
    const before = base;
    base = new Map(Object.entries(reply.state));
    if (version.value === "0") {
      const evening = form.elements.evening ? "?evening=1" : "";  // whoever loads it again goes on where she was
      history.replaceState(null, "", reply.address + evening);
      keepAt = reply.keep;
    }
    version.value = reply.version;
    for (const [name, change] of Object.entries(changes)) {
      settled.set(name, change.now);
      typedOver.delete(name);
      if (!differs(name)) touched.delete(name);
      if (name.endsWith("-use")) form.querySelector(`[data-use][name="${name}"]`)?.remove();
      if (name.endsWith("-take_back")) touched.delete(name);
    }
    // What was written in another window meanwhile, where nobody touched it here, is shown.
    for (const name of [...new Set([...before.keys(), ...base.keys()])].sort((a, b) => b.includes(":") - a.includes(":"))) {
      if ((before.get(name) ?? "") !== (base.get(name) ?? "") && !touched.has(name)) {
        if (controls.read(name) !== (base.get(name) ?? "")) put(name, base.get(name) ?? "");
      }
    }
    for (const { key: name, label, saved } of reply.clashes) {
      clashing.set(name, { was: changes[name].was, now: changes[name].now, label, saved });
      touched.add(name);
    }
    for (const [pk, parts] of Object.entries(reply.cards)) showCard(pk, parts);
    showClashes(reply.at);
    const errors = reply.errors.map((error) => [error.label, error.text].filter(Boolean).join(": "));
    errors.push(...[...clashing.values()].map((clash) => clash.label));
    say(errors.length ? `${words.notKept} ${errors.join(" ")}` : words.savedAt.replace("TIME", reply.at));
    if (!isSent()) soon(PAUSE);
  }

  // --- two versions of the same, side by side, until somebody picks --------------------------------------------------------

  function showClashes(at) {
    const rows = clashPlace.querySelector("tbody");
    const template = clashPlace.querySelector("template");
    clashPlace.querySelector("[data-at]").textContent = at;
    rows.replaceChildren();
    for (const [name, clash] of clashing) {
      const row = template.content.firstElementChild.cloneNode(true);
      row.querySelector("th").textContent = clash.label;
      row.querySelector("[data-saved]").textContent = controls.say(name, clash.saved);
      row.querySelector("[data-typed]").textContent = controls.say(name, controls.read(name));
      row.querySelector("[data-take]").addEventListener("click", () => pick(name, true));
      row.querySelector("[data-mine]").addEventListener("click", () => pick(name, false));
      rows.append(row);
    }
    const appears = clashPlace.hidden && clashing.size;
    clashPlace.hidden = !clashing.size;
    if (appears) clashPlace.focus();
  }

  function pick(name, theirs) {
    const clash = clashing.get(name);
    clashing.delete(name);
    if (theirs) {
      put(name, clash.saved);
      touched.delete(name);
      typedOver.delete(name);
    } else {
      typedOver.set(name, clash.saved);
      settled.delete(name);
    }
    showClashes(clashPlace.querySelector("[data-at]").textContent);
    flush();
  }

  // --- what is said once a rating is there ----------------------------------------------------------------------------------

  function showCard(pk, parts) {
    const said = document.getElementById(`said-${pk}`);
    const trend = document.getElementById(`trend-${pk}`);
    said.innerHTML = parts.said;
    document.getElementById(`told-${pk}`).innerHTML = parts.told;
    if (trend) trend.innerHTML = parts.trend;
    const mark = said.querySelector("[data-last]")?.dataset.last;
    for (const radio of said.closest("[data-said]").querySelectorAll(".scale-field:not(.others *) input")) {
      radio.closest(".chip").classList.toggle("was", Boolean(mark) && radio.value === mark);
    }
    unfold();
  }

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

  // --- what people do ---------------------------------------------------------------------------------------------------------

  function changed(event) {
    const name = controls.keyOf(event.target);
    if (!name || writing) return;
    touched.add(name);
    if (event.type === "input" && event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return soon(PAUSE);
    const card = event.target.closest("[data-said]");
    if (card) {
      card.querySelector("[data-use]")?.remove();
      if (name.endsWith("-take_back") && event.target.checked) takeBack(card);
    }
    soon(TAP);
  }
  form.addEventListener("change", changed);
  form.addEventListener("input", changed);

  function takeBack(card) {
    for (const radio of card.querySelectorAll(".scale-field:not(.others *) input:checked")) {
      radio.checked = false;
      touched.add(controls.keyOf(radio));
    }
    for (const chip of card.querySelectorAll(".chip.was")) chip.classList.remove("was");
  }

  // What the client told is put on the scales and kept, with a word of where it came from.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fills]");
    if (!button) return;
    event.preventDefault();
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fills))) {
      put(name, value);
      touched.add(name);
      settled.delete(name);
    }
    const card = button.closest("[data-said]");
    card.querySelector("[data-use]")?.remove();
    const use = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    use.dataset.use = "";
    card.append(use);
    touched.add(button.name);
    settled.delete(button.name);
    soon(0);
  });

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

  // Save and Sign send the whole page, after what is on its way, and only where there is a server to answer.
  let goes = false;
  form.addEventListener(
    "submit",
    (event) => {
      if (goes) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      // A form does not submit again while its submit event is still on its way.
      const after = new Promise((done) => setTimeout(done));
      Promise.all([flush(), after]).then(() => {
        if (clashing.size) return clashPlace.scrollIntoView();
        if (status.textContent === words.offline || status.textContent === words.unkept || login.open) return;
        goes = true;
        form.requestSubmit(button);
        goes = false;
      });
    },
    { capture: true },
  );

  window.addEventListener("online", () => flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush({ keepalive: true }));
  window.addEventListener("beforeunload", (event) => {
    if (goes || isSent()) return;
    flush({ keepalive: true });
    if (!stored) event.preventDefault();
  });

  // --- a login that ran out does not lose the page ------------------------------------------------------------------------------

  async function askToLogIn() {
    await store();
    say(words.loggedOut);
    if (!login.open) login.showModal();
  }

  login.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = event.target;
    const told = login.querySelector("[role=alert]");
    told.textContent = "";
    try {
      const fields = { login: asked.elements.login.value, password: asked.elements.password.value };
      const token = form.elements.csrfmiddlewaretoken.value;
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      const answer = await fetch(asked.action, { method: "POST", headers, body: new URLSearchParams({ ...fields, csrfmiddlewaretoken: token }) });
      if (!answer.ok) return (told.textContent = answer.status === 429 ? words.tooMany : words.wrongPassword);
      asked.elements.password.value = "";
      if (!(await isAuthor())) return (told.textContent = words.somebodyElse);
      login.close();
      flush();
    } catch {
      told.textContent = words.noAnswer;
    } finally {
      delete asked.dataset.sent;
      asked.querySelector("button").removeAttribute("aria-disabled");
    }
  });

  // What lies here is read before anything is written over it or sent under another id.
  sending = storing = Promise.race([restore(), new Promise((done) => setTimeout(done, 3000))]);
}
