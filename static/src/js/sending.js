// How a form looks while its text is on the way. The button is never disabled: it would lose
// focus, and a tap more does no harm. Once a try may have reached the server, the text is
// locked, since what has perhaps arrived can no longer be changed by changing it here.

import { isText } from "./fields.js";

const WAITS = "Sendes når nettet er tilbake";
const REASONS = { busy: "Sendes straks det er plass", held: "Sendes sammen med bildet" };
const HINT = "Du trenger ikke gjøre noe. Bare la siden stå åpen.";
const before = new WeakMap();

export function showSending(form) {
  const button = buttonOf(form);
  button?.setAttribute("aria-busy", "true");
  button?.classList.add("busy");
}

export function showWaiting(form, why) {
  const button = buttonOf(form);
  if (button) relabel(button, REASONS[why] ?? WAITS);
  lock(form, why === "network" || why === "busy");
  say(form, HINT);
}

export function showIdle(form) {
  const button = buttonOf(form);
  if (button) restore(button);
  lock(form, false);
  say(form, "");
}

function relabel(button, text) {
  const label = labelOf(button);
  if (!before.has(button)) {
    before.set(button, { text: label.textContent, variant: button.dataset.variant });
  }
  label.textContent = text;
  button.dataset.variant = "secondary";
  unbusy(button);
}

function restore(button) {
  unbusy(button);
  const saved = before.get(button);
  if (!saved) return;
  before.delete(button);
  labelOf(button).textContent = saved.text;
  if (saved.variant) button.dataset.variant = saved.variant;
  else delete button.dataset.variant;
}

function unbusy(button) {
  button.removeAttribute("aria-busy");
  button.classList.remove("busy");
}

function lock(form, locked) {
  for (const field of form.elements) {
    if (isText(field) && !field.hasAttribute("data-readonly")) field.readOnly = locked;
  }
}

function say(form, text) {
  const status = form.querySelector("[data-form-status]");
  if (!status) return;
  status.textContent = text;
  status.hidden = text === "";
}

export function buttonOf(form) {
  const buttons = [...form.elements].filter((element) => element.type === "submit");
  return buttons.find((button) => button.classList.contains("main-btn")) ?? buttons[0];
}

export function labelOf(button) {
  return button.querySelector("[data-button-label]") ?? button;
}
