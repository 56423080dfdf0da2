// Puts right two places where govuk-frontend 6.6 and WAI-ARIA 1.2 disagree; axe-core finds both.
import { Accordion, Radios } from "govuk-frontend";

// The role radio knows no aria-expanded (https://www.w3.org/TR/wai-aria-1.2/#radio). What a choice reveals follows it in
// the order of the page, and aria-controls stays.
const reveal = Radios.prototype.syncConditionalRevealWithInputState;
Radios.prototype.syncConditionalRevealWithInputState = function (input) {
  reveal.call(this, input);
  input.removeAttribute("aria-expanded");
};

// A button is named by what stands on it (WCAG 2.5.3): "Definition, Show", not "Definition, Show this section".
const expand = Accordion.prototype.setExpanded;
Accordion.prototype.setExpanded = function (expanded, section) {
  expand.call(this, expanded, section);
  section.querySelector(".govuk-accordion__section-button")?.removeAttribute("aria-label");
};
