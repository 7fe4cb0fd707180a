// "Same as last time", without leaving the page. Without this file its two buttons save the draft and do it there.

const same = document.getElementById("same");

if (same) {
  const page = same.closest("form");
  const items = new Map(JSON.parse(same.dataset.items).map((item) => [item.key, item]));
  const kept = same.querySelector("[name=from_last]");
  const said = same.querySelector(".from-last-said");
  const list = said.querySelector("ul");
  let filling = false;

  const marked = () => kept.value.split(" ").filter(Boolean);

  // All the controls that speak of one thing: an area has one for each side, a homework its dose.
  function controls(key) {
    const [kind, pk] = key.split("-");
    if (kind === "pressure") return [...page.querySelectorAll("[name=pressure]")];
    if (kind === "homework") return [...page.querySelectorAll(`[name^="h${pk}-"]`)];
    return [...page.querySelectorAll(`[name=${kind}]`)].filter((input) => input.value.split("-")[0] === pk);
  }

  const taken = (key) => controls(key).some((input) => input.checked);

  function keyOf(input) {
    const number = parseInt(input.value, 10);
    if (input.name === "area" || input.name === "technique") return `${input.name}-${number}`;
    return input.name.replace(/^h(\d+)-.*/, "homework-$1").replace(/^a(\d+)-finding.*/, "area-$1");
  }

  function set(input, value) {
    if (input.type === "checkbox" || input.type === "radio") input.checked = Boolean(value);
    else input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fill(item) {
    for (const [name, value] of item.controls) {
      const input = page.querySelector(`[name="${name}"][value="${value}"]`) || page.querySelector(`[name="${name}"]`);
      if (input) set(input, value);
      input?.closest("details.region")?.setAttribute("open", "");
    }
  }

  // The dotted edge, and the words for it, of all that is marked and nothing else.
  function show(keys) {
    for (const place of page.querySelectorAll(".from-last")) {
      place.classList.remove("from-last");
      for (const input of place.querySelectorAll("[aria-describedby=from-last]")) input.removeAttribute("aria-describedby");
    }
    for (const key of keys) {
      for (const input of controls(key)) {
        if (!input.checked) continue;
        (input.closest(".pick, .give") || input.closest(".chip")).classList.add("from-last");
        input.setAttribute("aria-describedby", "from-last");
      }
    }
    const there = [...list.children].map((row) => row.dataset.key).join(" ");
    if (there !== keys.join(" ")) {
      list.replaceChildren(
        ...keys.map((key) => {
          const row = Object.assign(document.createElement("li"), { textContent: items.get(key).name });
          row.dataset.key = key;
          return row;
        }),
      );
    }
    said.hidden = !keys.length;
  }

  function keep(keys) {
    kept.value = keys.join(" ");
    kept.dispatchEvent(new Event("change", { bubbles: true }));
    show(keys);
  }

  function change(work) {
    filling = true;
    work();
    filling = false;
  }

  same.addEventListener("click", (event) => {
    const action = event.target.closest("button[name=action]")?.value;
    if (!action) return;
    event.preventDefault();
    if (action === "same") {
      const missing = [...items.keys()].filter((key) => !taken(key));
      change(() => missing.forEach((key) => fill(items.get(key))));
      keep([...marked(), ...missing.filter(taken)]);
    } else {
      change(() => {
        for (const key of marked()) for (const input of controls(key)) set(input, "");
      });
      keep([]);
      same.querySelector("button").focus();
    }
  });

  page.addEventListener("input", touched);
  page.addEventListener("change", touched);
  function touched(event) {
    if (filling || event.target === kept || !event.target.name) return;
    const key = keyOf(event.target);
    if (marked().includes(key)) keep(marked().filter((each) => each !== key));
  }

  show(marked().filter((key) => items.has(key)));
}
