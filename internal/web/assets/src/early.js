// Runs first in the body: from here on, styles may rely on scripts, and govuk-frontend on what it asks of a browser.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
