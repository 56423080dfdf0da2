// What a shared device must not show. The server ends what was open and lets no browser keep a page (no-store); here is what
// only a script can do: a page that a browser kept alive all the same is asked for anew, a page that is left by "Exit this
// page" is emptied before it goes, and a report that was opened with its PIN is closed when its pages are left.
const kept = /^\/(report|track)(\/|$)/;

export function leave() {
  if (!kept.test(location.pathname)) return;
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    empty();
    location.reload();
  });
  let exiting = false;
  document.querySelector(".govuk-exit-this-page__button")?.addEventListener("click", () => (exiting = true));
  window.addEventListener("pagehide", () => {
    if (exiting || document.body.classList.contains("govuk-exit-this-page-hide-content")) empty();
  });
  const form = document.querySelector("form[data-leave]");
  if (form) closeWhenLeft(form.action);
}

function empty() {
  document.querySelector("main")?.replaceChildren();
  document.title = "";
}

// closeWhenLeft tells the server that the report's pages were left, unless the next page is one of them. The reader goes on by
// a link or a form, or back, forward and reload, of which browsers with window.navigation tell where they lead.
function closeWhenLeft(address) {
  let staying = false;
  const ours = (url) => {
    const to = new URL(url, location.href);
    return to.origin === location.origin && /^\/track(\/|$)/.test(to.pathname);
  };
  if (window.navigation) {
    window.navigation.addEventListener("navigate", (event) => (staying = ours(event.destination.url)));
  } else {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link) staying = ours(link.href);
    });
    document.addEventListener("submit", (event) => (staying = ours(event.target.action)));
  }
  window.addEventListener("pagehide", () => {
    if (!staying) navigator.sendBeacon(address);
  });
}
