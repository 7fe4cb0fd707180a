// Choosing where and how on the visit page. All of it works without this file, by plain ticks.

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
  const found = JSON.parse(rows.dataset.before);
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
        if (value) element.setAttribute(name, value.replaceAll("a0", `a${id}`));
      }
    }
    const before = found[id];
    row.querySelector(".since").hidden = !before;
    row.querySelector(".before").textContent = before || "";
    row.querySelector(".label").textContent = pick.querySelector("span").firstChild.textContent.trim();
    return row;
  }
}

// --- a sensitive area or technique asks "agreed today?" as soon as it is chosen -------------------------------------------

const asks = [...document.querySelectorAll("[data-asks]")];
if (asks.length) {
  const form = asks[0].form;
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
