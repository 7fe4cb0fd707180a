// A client's own form. All of it works without this; here are only small courtesies.

// "None of these" and anything else exclude each other.
document.addEventListener("change", ({ target }) => {
  const box = target.closest("fieldset");
  if (!box) return;
  const none = box.querySelector("input[data-none]");
  if (!none || !target.checked || target.type !== "checkbox") return;
  for (const other of box.querySelectorAll("input[type=checkbox]")) {
    if (other !== target && (target === none || other === none)) other.checked = false;
  }
});

// Who has been told to get help on this page is not told by the same page again.
document.addEventListener("change", ({ target }) => {
  const form = target.closest(".step-form");
  const notice = form?.querySelector(".help-now");
  if (!notice) return;
  if (notice.checkVisibility?.()) form.elements.told.value = "1";
});

// A page that came back with errors is opened anew by going back to it; the browser would ask to send it once more.
history.replaceState(null, "", location.href);
