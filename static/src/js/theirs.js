// Two write in the same form at once. What this person has not touched follows the page; where
// both have written, this person's text stays and the other's is shown below it.

import { controls, isText } from "./fields.js";

/** `fresh` is the page as it is now; `form` has something unsaved in it. */
export function takeTheirs(form, fresh) {
  for (const field of controls(form)) {
    const now = field.id && fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (!now) continue;
    if (!isChanged(field)) follow(field, now);
    else if (isText(field) && valueOf(now) !== field.defaultValue) tell(field, valueOf(now));
  }
}

/** What one has is saved, and nobody else's text is beside it any more. */
export function dropTheirs(form) {
  form.querySelectorAll(".theirs").forEach((told) => told.remove());
}

function isChanged(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  return [...field.options].some((option) => option.selected !== option.defaultSelected);
}

function follow(field, now) {
  if (field.type === "checkbox") {
    field.defaultChecked = now.defaultChecked;
    field.checked = now.defaultChecked;
  } else if (field.tagName === "SELECT") {
    field.value = now.value;
  } else {
    field.defaultValue = valueOf(now);
    field.value = field.defaultValue;
  }
}

function valueOf(field) {
  return field.defaultValue;
}

function tell(field, text) {
  const id = `${field.id}-theirs`;
  const told = document.getElementById(id) ?? document.createElement("p");
  told.id = id;
  told.className = "field-hint theirs";
  told.dataset.keep = "";
  told.textContent = text ? `Her står det nå: «${text}».` : "Her står det ikke noe nå.";
  field.after(told);
}
