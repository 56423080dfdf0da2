// Sends a form once, however often its button is pressed. The server keeps the promise too, by the form's token: this only
// spares the reader a confusing answer. A page that comes back from the browser's cache may be sent again.
export function submitOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) delete form.dataset.sent;
  });
}
