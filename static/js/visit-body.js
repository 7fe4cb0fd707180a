// The body on the visit page: a tap on a place offers what lies there, and what is worked lights up with its side. What
// is kept stands in the list of ticks below; this only ticks there. Without this file the list does it all.

const worked = document.getElementById("body-worked");

if (worked) {
  const lying = JSON.parse(worked.dataset.places);
  const words = worked.dataset;
  const sides = { left: words.left, right: words.right, both: words.both, on: "" };
  const list = worked.closest(".areas");
  const spots = [...worked.querySelectorAll(".body-spot")];
  const labels = new Map(spots.map((spot) => [spot, spot.getAttribute("aria-label")]));
  const heading = document.getElementById("muscles-of");
  const help = worked.querySelector(".muscles .help");
  const offered = worked.querySelector(".muscle-list");
  let open = "";

  const ticks = (area) => ["", "-left", "-right"].map((side) => list.querySelector(`[name=area][value="${area}${side}"]`));
  const chip = (area) => ticks(area)[0]?.parentElement.querySelector("span");
  const name = (area) => chip(area).firstChild.textContent.trim();
  const [placeOf, sideOf] = [(code) => code.replace(/_(left|right)$/, ""), (code) => /_(left|right)$/.exec(code)?.[1] || ""];

  // "", "left", "right", "both"; "on" where there are no sides.
  function state(area) {
    const [whole, left, right] = ticks(area);
    if (!whole) return "";
    if (whole.checked || (left?.checked && right.checked)) return left ? "both" : "on";
    return left?.checked ? "left" : right?.checked ? "right" : "";
  }

  function put(area, next) {
    const [whole, left, right] = ticks(area);
    whole.checked = next === "both" || next === "on";
    if (left) [left.checked, right.checked] = [next === "left", next === "right"];
    whole.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // One side, the other, both, none: beginning with the side that was tapped.
  function following(area, side) {
    const other = side === "left" ? "right" : "left";
    const order = !ticks(area)[1] ? ["on", ""] : side ? [side, other, "both", ""] : ["both", "left", "right", ""];
    return order[(order.indexOf(state(area)) + 1) % order.length];
  }

  const found = (area) => list.querySelector(`[name="a${area}-finding"]:checked`)?.parentElement.textContent.trim() || "";

  function tell(area) {
    return [name(area), sides[state(area)], found(area)].filter(Boolean).join(", ");
  }

  function show() {
    for (const spot of spots) {
      const side = sideOf(spot.dataset.code);
      const here = lying[placeOf(spot.dataset.code)].filter((area) => {
        const is = state(area);
        return is && (!side || is === side || is === "both" || is === "on");
      });
      spot.classList.toggle("on", here.length > 0);
      spot.classList.toggle("found", here.some(found));
      spot.setAttribute("aria-pressed", String(here.length > 0));
      spot.setAttribute("aria-label", [labels.get(spot), here.map(tell).join("; ")].filter(Boolean).join(": "));
    }
    for (const turn of worked.querySelectorAll("[data-turn]")) {
      const number = worked.querySelectorAll(`[data-side="${turn.dataset.turn}"] .on`).length;
      turn.querySelector(".body-count").textContent = number || "";
      turn.querySelector(".body-count").hidden = !number;
    }
    for (const button of offered.children) draw(button);
  }

  function draw(button) {
    const is = state(button.dataset.area);
    button.setAttribute("aria-pressed", String(Boolean(is)));
    button.querySelector("b").textContent = [sides[is], found(button.dataset.area)].filter(Boolean).join(", ");
  }

  function offer(code) {
    open = code;
    const spot = spots.find((each) => each.dataset.code === code);
    for (const each of spots) each.classList.toggle("open", each.dataset.code === code);
    heading.textContent = labels.get(spot);
    const areas = lying[placeOf(code)].filter(chip);
    help.textContent = areas.length ? help.dataset.how : help.dataset.empty;
    offered.replaceChildren(
      ...areas.map((area) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "muscle" });
        button.dataset.area = area;
        button.append(name(area));
        const everyday = chip(area).querySelector("small");
        if (everyday) button.append(" ", everyday.cloneNode(true));
        button.append(" ", document.createElement("b"));
        draw(button);
        return button;
      }),
    );
    offered.firstElementChild?.focus({ preventScroll: true });
  }

  offered.addEventListener("click", (event) => {
    const button = event.target.closest(".muscle");
    if (button) put(button.dataset.area, following(button.dataset.area, sideOf(open)));
  });
  // Back to the place that was tapped.
  offered.addEventListener("keydown", (event) => {
    if (event.key === "Escape") spots.find((spot) => spot.dataset.code === open)?.focus();
  });

  livePictures(worked.querySelector(".body-pictures"), offer);
  list.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  worked.hidden = false;
  worked.open = window.matchMedia("(min-width: 761px)").matches;
  show();
}
