// What every page loads. Each piece improves a page that works without it.
import { initAll, createAll } from "govuk-frontend";
import { MultiSelect } from "@ministryofjustice/frontend/moj/components/multi-select/multi-select.mjs";
import "./names.js";
import { autosave } from "./autosave.js";
import { submitOnce } from "./once.js";
import { submitOnChange } from "./change.js";
import { poll } from "./poll.js";
import { locate } from "./locate.js";
import { leave } from "./leave.js";
import { work } from "./work.js";

initAll();
leave();
createAll(MultiSelect);
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("form[method=post]").forEach(submitOnce);
document.querySelectorAll("form[data-submit-on-change]").forEach(submitOnChange);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
document.querySelectorAll("[data-poll]").forEach(poll);
document.querySelectorAll("[data-wm-locate]").forEach(locate);
document.querySelectorAll("[data-work]").forEach(work);
