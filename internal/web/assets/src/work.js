// The keys of the queue. A single letter presses what bears it (data-key), and only while the list or what is looked at has the focus and
// nobody is typing (WCAG 2.1.4). Without scripts each of them is a link or a button of the page.
const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");

function press(work, key) {
  const target = work.querySelector(`[data-key="${key}"]`) || document.querySelector(`summary[data-key="${key}"]`);
  if (!target) return false;
  if (target.matches("textarea")) target.focus();
  else target.click();
  return true;
}

function tick(work) {
  const box = work.querySelector(".wm-work__row--current input[type=checkbox]");
  if (!box) return false;
  box.checked = !box.checked;
  return true;
}

export function work(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.key.length !== 1) return;
    const done = event.key === "x" ? tick(root) : press(root, event.key);
    if (done) event.preventDefault();
  });
  // Who came here by a key or a link goes on with keys: the row that is looked at has the focus.
  const current = root.querySelector(".wm-work__row--current .wm-work__open");
  if (current && new URLSearchParams(window.location.search).has("at")) current.focus({ preventScroll: window.innerWidth >= 1200 });
}
