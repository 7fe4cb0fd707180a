// The diary. All of it works without this file; with it, a tap is kept at once, and the button is there if that fails.

const form = document.querySelector("form.diary");

if (form) {
  let sending = Promise.resolve();
  form.classList.add("by-tap");

  // What the cell says at the moment that it is sent; an answer counts only if it echoes that.
  async function keep(cell) {
    const status = cell.querySelector("[data-said]");
    const had = cell.querySelector("input[value=yes]:checked, input[value=no]:checked").value;
    const says = [had, cell.querySelector(".how-strong input:checked")?.value].filter(Boolean).join(" ");
    const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const input of cell.querySelectorAll("input[type=radio]:checked")) data.set(input.name, input.value);
    let words = form.dataset.failed;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
      if (answer.status === 401) words = form.dataset.unknown;
      const kept = answer.ok && !answer.redirected ? (await answer.json()).kept : [];
      if (kept.length === 1 && kept[0] === says) words = "";
    } catch {
      // no network: said below
    }
    status.textContent = words || form.dataset.kept;
    cell.classList.toggle("failed", Boolean(words));
    form.classList.toggle("by-tap", !form.querySelector(".failed"));
    if (words) return;
    cell.querySelector("input[type=hidden]").value = says; // from here on the button takes this for what is known
    const day = cell.closest("details");
    const cells = [...day.querySelectorAll("[data-cell]")];
    day.querySelector("[data-state]").hidden = !cells.every((each) => each.querySelector(":checked"));
  }

  form.addEventListener("change", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    if (event.target.value === "no") {
      for (const mark of cell.querySelectorAll(".how-strong input:checked")) mark.checked = false;
    }
    sending = sending.then(() => keep(cell));
  });
}
