// Whether someone is in the middle of something. A form is dirty from the first keystroke
// until its text is safe on the server, as a draft or as something sent.

import { isText } from "./fields.js";

const dirty = new WeakSet();
const pending = new WeakSet();

export function markDirty(form) {
  dirty.add(form);
}

export function markClean(form) {
  dirty.delete(form);
}

export function isDirty(form) {
  return dirty.has(form);
}

/** A form is pending from the tap on its button until the server has answered. */
export function setPending(form, value) {
  if (value) pending.add(form);
  else pending.delete(form);
}

export function isPending(form) {
  return pending.has(form);
}

export function isWriting(root) {
  return hasFocus(root) || [...root.querySelectorAll("form")].some(isDirty);
}

/** The forms someone is writing in, by id. */
export function formsInUse(root) {
  const forms = [...root.querySelectorAll("form[id]")];
  return forms.filter((form) => isDirty(form) || hasFocus(form)).map((form) => form.id);
}

function hasFocus(root) {
  const active = document.activeElement;
  return root.contains(active) && isText(active) && !isLeftEmpty(active);
}

/** The caret that was put into the next empty field by itself: nobody has begun on it. */
function isLeftEmpty(field) {
  return !field.value && Boolean(field.form?.hasAttribute("data-again"));
}
