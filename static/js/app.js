// Progressive enhancement of every page. With JavaScript off all of it still works, a little less smoothly.

// A form is sent once: a double tap or a slow network does not send it twice. Coming back makes it usable again.
const SENT = "sent";

function release(form) {
  delete form.dataset[SENT];
  for (const button of form.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
  if (SENT in form.dataset) return event.preventDefault();
  form.dataset[SENT] = "";
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    button.setAttribute("aria-disabled", "true");
  }
  setTimeout(() => release(form), 8000); // the network failed and the page is still here
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});

// <a href="/a/page/" data-dialog="id"> opens <dialog id="id"> instead of the page; data-close closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.closest("[data-close]")) {
    event.target.closest("dialog")?.close();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Where the tabs are wider than a phone, the one that is chosen would begin out of sight.
for (const chosen of document.querySelectorAll(".tabs [aria-current]")) {
  const tabs = chosen.closest(".tabs");
  tabs.scrollLeft = chosen.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
}

// A form that came back with errors: begin at the list of them.
document.querySelector(".error-summary")?.focus();
