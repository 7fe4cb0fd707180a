// "Where do you feel it?": the pictures of the body above the list of ticks. The list is the field; a tap on a place
// ticks its box, and whatever ticks a box marks the place.

// Makes the pictures of the body answer to taps and keys: `choose(code)` is called for the place that is meant.
function livePictures(pictures, choose) {
  const spots = [...pictures.querySelectorAll(".body-spot")];
  const turns = [...pictures.querySelectorAll("[data-turn]")];
  const caption = pictures.querySelector(".body-name");

  function name(spot, byKeys) {
    caption.classList.toggle("now", Boolean(spot));
    caption.textContent = spot
      ? [spot.getAttribute("aria-label"), byKeys && caption.dataset.keys].filter(Boolean).join(" · ")
      : caption.dataset.rest;
  }

  const middle = (spot) => {
    const box = spot.querySelector(".body-shape").getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  // The nearest place in the direction of the arrow; what lies aside counts double.
  function neighbour(spot, key) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const from = middle(spot);
    let best = null;
    let least = Infinity;
    for (const other of spot.closest("svg").querySelectorAll(".body-spot")) {
      const to = middle(other);
      const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy;
      const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
      if (other === spot || ahead < 2 || aside > ahead * 2.5) continue;
      const far = ahead + aside * 2;
      if (far < least) [best, least] = [other, far];
    }
    return best;
  }

  // Beneath the places lies a wide invisible border of each, the small ones' uppermost: beside the body it is theirs.
  for (const spot of [...spots].sort((a, b) => a.dataset.size - b.dataset.size)) {
    const reach = spot.querySelector(".body-shape").cloneNode();
    reach.setAttribute("class", "body-reach");
    reach.dataset.code = spot.dataset.code;
    spot.closest("svg").prepend(reach);
  }

  // One stop of the Tab key for each picture; the arrows go on from there.
  function stopAt(spot) {
    for (const other of spot.closest("svg").querySelectorAll(".body-spot")) other.tabIndex = other === spot ? 0 : -1;
    const outline = spot.querySelector(".body-shape").getAttribute("d");
    for (const ring of spot.closest("svg").querySelectorAll(".body-focus path")) ring.setAttribute("d", outline);
  }

  pictures.addEventListener("click", (event) => {
    const place = event.target.closest("[data-code]");
    const turn = event.target.closest("[data-turn]");
    if (place) choose(place.dataset.code);
    if (turn) {
      pictures.dataset.view = turn.dataset.turn;
      for (const other of turns) other.setAttribute("aria-pressed", String(other === turn));
    }
  });
  pictures.addEventListener("keydown", (event) => {
    const spot = event.target.closest(".body-spot");
    if (!spot || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) choose(spot.dataset.code);
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      neighbour(spot, event.key)?.focus();
    }
  });
  pictures.addEventListener("focusin", (event) => {
    const spot = event.target.closest(".body-spot");
    if (!spot) return;
    stopAt(spot);
    name(spot, spot.matches(":focus-visible"));
  });
  pictures.addEventListener("focusout", () => name(null));
  pictures.addEventListener("pointerover", (event) => {
    const place = event.target.closest("[data-code]");
    name(place && spots.find((spot) => spot.dataset.code === place.dataset.code));
  });
  pictures.addEventListener("pointerleave", () => name(null));

}

function enliven(field) {
  const ticks = new Map([...field.querySelectorAll("input[type=checkbox]")].map((tick) => [tick.value, tick]));
  const spots = [...field.querySelectorAll(".body-spot")];
  const pictures = field.querySelector(".body-pictures");
  const turns = [...field.querySelectorAll("[data-turn]")];
  const said = field.querySelector(".body-told");

  // --- what is chosen, wherever it was ticked -------------------------------------------------------------------------

  function tell() {
    const told = [];
    for (const row of field.querySelectorAll(".body-row")) {
      const words = [...row.querySelectorAll("input:checked + span")].map((span) => span.dataset.told);
      told.push(...(words.length === 2 ? [row.dataset.both] : words));
    }
    return told.join(", ") || said.dataset.none;
  }

  function count(element, number) {
    element.textContent = number || "";
    element.hidden = !number;
  }

  function show() {
    for (const spot of spots) {
      const on = ticks.get(spot.dataset.code).checked;
      spot.classList.toggle("on", on);
      spot.setAttribute("aria-checked", String(on));
    }
    for (const turn of turns) {
      const side = field.querySelector(`[data-side="${turn.dataset.turn}"]`);
      count(turn.querySelector(".body-count"), side.querySelectorAll(".on").length);
    }
    for (const group of field.querySelectorAll(".body-list > details")) {
      count(group.querySelector(".body-count"), group.querySelectorAll("input:checked").length);
    }
    const words = tell();
    if (said.textContent !== words) said.textContent = words;
  }

  livePictures(pictures, (code) => ticks.get(code).click());
  field.addEventListener("change", show);
  field.closest("form")?.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("pageshow", show); // the browser gives back ticks without saying so
  field.querySelector(".body-list").open = false;
  for (const part of [pictures, said.parentElement]) part.hidden = false;
  show();
}

document.querySelectorAll("[data-body]").forEach(enliven);
