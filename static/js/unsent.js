// What could not be sent yet, kept in this browser: encrypted under a key that the server gives to its author alone.
// On every page of somebody who treats clients, what this author left here is sent as soon as there is a server.

const unsent = (() => {
  let opened;

  function open() {
    opened ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open("fifth-visit", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("unsent", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  }

  async function run(mode, work) {
    const store = (await open()).transaction("unsent", mode).objectStore("unsent");
    return new Promise((resolve, reject) => {
      const asked = work(store);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const importKey = (text) => crypto.subtle.importKey("raw", bytes(text), "AES-GCM", false, ["encrypt", "decrypt"]);

  async function put(id, author, key, note) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(note));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
    await run("readwrite", (store) => store.put({ id, author, iv, data }));
  }

  const remove = (id) => run("readwrite", (store) => store.delete(id));

  // All that this author can read: [{ id, note }]. What another one left stays closed, and is not spoken of.
  async function of(author, key) {
    const found = [];
    for (const row of await run("readonly", (store) => store.getAll())) {
      if (row.author !== author) continue;
      try {
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.data);
        found.push({ id: row.id, note: JSON.parse(new TextDecoder().decode(plain)) });
      } catch {
        // another installation's key: not ours to read
      }
    }
    return found;
  }

  const any = async () => (await run("readonly", (store) => store.count())) > 0;

  function post(address, fields, csrf, more = {}) {
    const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: csrf });
    // The header asks for 401 where the login ran out: never for a login page that could pass for an answer.
    return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "error", ...more });
  }

  return { importKey, put, remove, of, any, post };
})();

// --- on any page but that of the visit itself -----------------------------------------------------------------------------

const waitingHere = document.getElementById("unsent-here");

async function sendWhatWaits() {
  if (!(await unsent.any())) return;
  const answer = await fetch(waitingHere.dataset.key, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const { key, author, csrf } = await answer.json();
  for (const { id, note } of await unsent.of(author, await unsent.importKey(key))) {
    const sent = await unsent.post(note.keep, { ...note.begin, author, request_id: id, changes: JSON.stringify(note.changes) }, csrf);
    const reply = sent.headers.get("content-type")?.includes("json") ? await sent.json() : null;
    if (!reply) return;
    const whole = sent.ok && !reply.clashes.length && !reply.errors.length;
    if (whole) await unsent.remove(id);
    const link = waitingHere.querySelector("a");
    link.href = reply.address || note.page;
    waitingHere.querySelector("[data-sent]").hidden = !whole;
    waitingHere.querySelector("[data-waits]").hidden = whole;
    waitingHere.hidden = false;
  }
}

if (waitingHere && !document.getElementById("visit-form")) {
  sendWhatWaits().catch(() => {});
  window.addEventListener("online", () => sendWhatWaits().catch(() => {}));
}
