// The controls of the visit page as keys and texts, the way the server speaks of them (sessions_log/page_state.py).

function controlsOf(form) {
  const named = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((it) => !it.matches(":disabled"));
  const ticks = (kind, pk) => ["", "-left", "-right"].map((side) => form.querySelector(`[name=${kind}][value="${pk}${side}"]`));
  const steering = /^(csrfmiddlewaretoken|version|request_id|action|take|new_complaint|new_complaint_id|c\d+-shown)$/;

  function keyOf(control) {
    if (!control.name || steering.test(control.name)) return "";
    if (control.name === "area" || control.name === "technique") return `${control.name}:${parseInt(control.value, 10)}`;
    return control.name;
  }

  function read(key) {
    const [kind, pk] = key.split(":");
    if (pk) {
      const [whole, left, right] = ticks(kind, pk);
      if (left?.checked !== right?.checked) return left.checked ? "left" : "right";
      return whole?.checked || left?.checked ? (left ? "both" : "on") : "";
    }
    const all = named(key);
    if (!all.length) return "";
    if (all[0].type === "radio") return all.find((radio) => radio.checked)?.value || "";
    if (all[0].type === "checkbox") return all[0].checked ? "on" : "";
    return all[0].value.replace(/\r\n/g, "\n");
  }

  function write(key, value) {
    const [kind, pk] = key.split(":");
    let told;
    if (pk) {
      const [whole, left, right] = ticks(kind, pk);
      if (!whole) return;
      whole.checked = Boolean(value);
      if (left) [left.checked, right.checked] = [value === "left", value === "right"];
      told = whole;
    } else {
      const all = [...form.querySelectorAll(`[name="${CSS.escape(key)}"]`)];
      if (!all.length) return;
      if (all[0].type === "radio") for (const radio of all) radio.checked = radio.value === value;
      else if (all[0].type === "checkbox") all[0].checked = Boolean(value);
      else all[0].value = value;
      told = all.find((radio) => radio.checked) || all[0];
    }
    told.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What a person reads where the value stands.
  function say(key, value) {
    if (!value) return "–";
    const chosen = form.querySelector(`[name="${CSS.escape(key)}"][value="${CSS.escape(value)}"]`);
    return (chosen?.closest("label")?.textContent || value).trim();
  }

  // What belongs together: an area and what was found there, a homework and its dose.
  const group = (key) =>
    key
      .replace("area:", "a")
      .replace("technique:", "t")
      .replace(/^([acthr]\d+)(-.*)?$|^(starts_at|return|health)(_.*)?$/, "$1$3");

  return { keyOf, read, write, say, group };
}
