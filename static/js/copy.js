// <button data-copy="id of an input" data-copied="Copied" hidden>: copies the input's value and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  const input = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      if (!document.execCommand("copy")) return; // it stays selected, ready for the keyboard
    }
    button.textContent = button.dataset.copied;
  });
}
