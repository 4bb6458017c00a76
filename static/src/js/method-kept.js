// What is typed in the editor and is not with the server yet, kept on this device by method and
// phase. Each field is kept with what stood there before, so that a later page can tell whether
// somebody else has written there meanwhile.

import { controls, formKey, isText } from "./fields.js";
import { person } from "./ids.js";
import * as store from "./store.js";
import { isDirty, isPending } from "./writing.js";

/** Keeps what differs from the server's text; nothing is kept where nothing does. */
export function keep(form) {
  const fields = controls(form)
    .filter((field) => isUnsaved(form) || field.hasAttribute("data-new"))
    .filter((field) => valueOf(field) !== before(field))
    .map((field) => ({ name: field.name, now: valueOf(field), was: before(field) }));
  return fields.length ? store.put(keyOf(form), { fields }) : store.remove(keyOf(form));
}

/**
 * Puts it back. A field that says something else by now than it did keeps one's own text, with
 * `was` as what it is compared with. Gives "" when there was nothing, "new" when only something
 * to be added was typed, and "text".
 */
export async function restore(form) {
  const record = await store.get(keyOf(form));
  let found = "";
  for (const { name, now, was } of record?.fields ?? []) {
    const field = controls(form).find((control) => control.name === name);
    if (!field || valueOf(field) === now || !put(field, now)) continue;
    if (field.type !== "checkbox" && field.tagName !== "SELECT") field.defaultValue = was;
    found = field.hasAttribute("data-new") ? found || "new" : "text";
  }
  if (record && !found) await store.remove(keyOf(form));
  return found;
}

/** The server has this by now: what comes later is compared with it. */
export function keptThere(form, pairs) {
  const texts = controls(form).filter(isText).filter((field) => !field.hasAttribute("data-new"));
  for (const field of texts) {
    const found = pairs.find(([name]) => name === field.name);
    if (found) field.defaultValue = found[1].trim();
  }
}

/** What is on its way is not there yet. */
function isUnsaved(form) {
  return isDirty(form) || isPending(form);
}

function put(field, value) {
  if (field.type === "checkbox") field.checked = value === "1";
  else field.value = value;
  return valueOf(field) === value;
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? "1" : "";
  return field.value;
}

function before(field) {
  if (field.type === "checkbox") return field.defaultChecked ? "1" : "";
  if (field.tagName !== "SELECT") return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
}

function keyOf(form) {
  return `method:${person()}:${formKey(form)}`;
}
