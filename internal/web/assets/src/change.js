// Sends a small GET form as soon as a choice is made. Its button stays, for those without scripts and for the keyboard,
// where a choice changes with every arrow key: so only a pointer's choice sends.
export function submitOnChange(form) {
  let pointer = false;
  form.addEventListener("pointerdown", () => (pointer = true));
  form.addEventListener("keydown", () => (pointer = false));
  form.addEventListener("change", () => {
    if (pointer) form.requestSubmit();
  });
}
