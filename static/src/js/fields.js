// Reading and writing the fields of a form as [name, value] pairs, without what belongs to
// the sending (tokens and ids are added when the request is made).

const OURS = new Set(["csrf_token", "client_id"]);
const NOT_RESTORED = new Set(["hidden", "password", "submit", "button", "file"]);

export function readFields(form, submitter = null) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return [...data].filter(([name, value]) => !OURS.has(name) && typeof value === "string");
}

/** What a person has chosen or typed, without hidden fields: this is what is kept locally. */
export function typedFields(form) {
  const names = new Set(controls(form).map((control) => control.name));
  return readFields(form).filter(([name]) => names.has(name));
}

export function applyFields(form, pairs) {
  for (const control of controls(form)) {
    const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isChoice(control)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
}

/** Forms may grow: whoever added lines is told which names are about to come back. */
export function makeRoomFor(form, pairs) {
  const detail = pairs.map(([name]) => name);
  form.dispatchEvent(new CustomEvent("fields:restoring", { bubbles: true, detail }));
}

export function sameFields(a, b) {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

export function controls(form) {
  return [...form.elements].filter(
    (control) => control.name && !OURS.has(control.name) && !NOT_RESTORED.has(control.type),
  );
}

export function isText(element) {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element?.isContentEditable) return true;
  return (
    element instanceof HTMLInputElement &&
    ["text", "email", "tel", "url", "number", "date"].includes(element.type)
  );
}

/** The name a form goes by on this phone, the same after a reload. */
export function formKey(form) {
  const path = new URL(form.getAttribute("action") ?? "", location.href).pathname;
  return form.dataset.draft || form.dataset.outbox || path;
}

function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function sorted(pairs) {
  return pairs
    .map(([name, value]) => [name, String(value).replaceAll("\r\n", "\n")])
    .sort((a, b) => (a.join("=") < b.join("=") ? -1 : 1));
}
