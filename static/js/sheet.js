// The calendar by keyboard: its times are one stop of Tab. Arrows go from time to time, Home and End to the first and
// last of a column, Enter opens (they are links), Page up and Page down show the day or week before and after.
// Without this file each time is a stop of its own.
const sheet = document.getElementById("sheet");
const lanes = sheet ? [...sheet.querySelectorAll(".day-column")].map(stops).filter((lane) => lane.length) : [];

function stops(column) {
  return [...column.querySelectorAll(".stretches a")];
}

function middle(stop) {
  const box = stop.closest("li").getBoundingClientRect();
  return box.top + box.height / 2;
}

// Of a column, what lies beside a stop of another.
function nearest(lane, stop) {
  const at = middle(stop);
  return lane.reduce((best, one) => (Math.abs(middle(one) - at) < Math.abs(middle(best) - at) ? one : best));
}

function makeStop(stop) {
  for (const one of lanes.flat()) one.tabIndex = one === stop ? 0 : -1;
}

// Where one begins: what is going on or comes next today, else the first appointment, else the first time.
function first() {
  const line = sheet.querySelector(".now");
  const lane = line && stops(line.closest(".day-column"));
  if (lane?.length) return lane.find((one) => middle(one) >= line.getBoundingClientRect().top) ?? lane.at(-1);
  return sheet.querySelector(".stretches .busy a") ?? lanes[0][0];
}

function target(key, stop) {
  const column = lanes.findIndex((lane) => lane.includes(stop));
  if (column < 0) return key.startsWith("Arrow") ? first() : undefined;
  const lane = lanes[column];
  const row = lane.indexOf(stop);
  if (key === "ArrowUp") return lane[row - 1];
  if (key === "ArrowDown") return lane[row + 1];
  if (key === "Home") return lane[0];
  if (key === "End") return lane.at(-1);
  const beside = lanes[column + (key === "ArrowLeft" ? -1 : 1)];
  return beside && nearest(beside, stop);
}

// A week may be wider than the screen: today is not beyond its edge.
const today = sheet?.querySelector(".now-on")?.getBoundingClientRect();
if (today) sheet.scrollLeft += Math.max(today.right - sheet.getBoundingClientRect().right, 0);

const PAGES = { PageUp: "prev", PageDown: "next" };
const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

function turn(rel) {
  const link = document.querySelector(`.day-picker a[rel=${rel}]`);
  if (link) window.location.assign(`${link.href}#sheet`); // the keyboard stays in the calendar
}

if (lanes.length) {
  document.getElementById("sheet-keys").hidden = false;
  makeStop(first());
  sheet.addEventListener("focusin", (event) => {
    if (lanes.flat().includes(event.target)) makeStop(event.target);
  });
}

sheet?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("button")) return;
  if (event.key in PAGES) {
    event.preventDefault();
    turn(PAGES[event.key]);
  } else if (KEYS.includes(event.key) && lanes.length) {
    const stop = target(event.key, event.target);
    event.preventDefault();
    stop?.focus();
  }
});
