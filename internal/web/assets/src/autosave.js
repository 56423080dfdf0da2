// Saves a form on the server while it is being filled in, so that a lost connection loses nothing. The form says where:
//   <form data-autosave="/report/draft" data-saving="Saving" data-saved="Saved" data-not-saved="Not saved …">
// Nothing is ever kept on the device: it may be shared with whoever does the harm. Files are left to the real submission.
const pause = 1200; // milliseconds of rest after the last key before saving
const patience = 15000; // milliseconds before another try when the connection is down

export function autosave(form) {
  const status = document.createElement("p");
  status.className = "govuk-hint wm-autosave";
  status.setAttribute("role", "status");
  form.append(status);

  let timer = 0;
  let sent = encode(form);
  let running = false;

  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  async function save() {
    const body = encode(form);
    if (running || body === sent) return;
    running = true;
    status.textContent = form.dataset.saving || "Saving";
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Autosave": "1" },
        body,
        keepalive: body.length < 60000,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      sent = body;
      status.textContent = form.dataset.saved || "Saved";
      form.dataset.state = "saved";
    } catch {
      status.textContent = form.dataset.notSaved || "Not saved";
      form.dataset.state = "not-saved";
      later(patience);
    } finally {
      running = false;
    }
    if (encode(form) !== sent && form.dataset.state === "saved") later(pause);
  }

  form.addEventListener("input", () => later(pause));
  form.addEventListener("change", () => later(200));
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

function encode(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields.toString();
}
