// What the server did not accept, said at the field it concerns.

import { announce } from "./announce.js";

const GENERAL = "Dette gikk ikke. Teksten din er trygg. Prøv igjen.";
const TOO_BIG = "Dette ble for stort å sende. Teksten din er trygg.";

export function showErrors(form, { message, errors = {} }, status = 0) {
  const names = Object.keys(errors);
  const placed = names.filter((name) => showAt(form, name, errors[name]));
  const rest = names.filter((name) => !placed.includes(name)).map((name) => errors[name]);
  const general = rest.join(" ") || (placed.length ? "" : message || fallback(status));
  if (general) showGeneral(form, general);
  firstInvalid(form)?.focus();
}

export function clearErrors(form) {
  form.querySelectorAll("[data-error-for]").forEach(hide);
  form.querySelectorAll("[data-form-error]").forEach(hide);
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
}

export function clearError(field) {
  if (!field.name || field.getAttribute("aria-invalid") !== "true") return;
  const paragraph = find(field.form, field.name);
  if (paragraph) hide(paragraph);
  for (const same of fieldsOf(field.form, field.name)) same.removeAttribute("aria-invalid");
}

function showAt(form, name, text) {
  const paragraph = find(form, name);
  if (!paragraph) return false;
  reveal(paragraph, text);
  for (const field of fieldsOf(form, name)) {
    field.setAttribute("aria-invalid", "true");
    describe(field, paragraph);
  }
  announce(text);
  return true;
}

function showGeneral(form, text) {
  const paragraph = form.querySelector("[data-form-error]") ?? makeGeneral(form);
  reveal(paragraph, text);
}

function makeGeneral(form) {
  const made = document.createElement("p");
  made.className = "field-error";
  made.dataset.formError = "";
  made.setAttribute("role", "alert");
  form.prepend(made);
  return made;
}

/** `data-keep` lets the words stay when the surface is morphed around them. */
function reveal(paragraph, text) {
  paragraph.textContent = text;
  paragraph.hidden = false;
  paragraph.dataset.keep = "";
}

function hide(paragraph) {
  paragraph.textContent = "";
  paragraph.hidden = true;
  delete paragraph.dataset.keep;
}

function describe(field, paragraph) {
  if (!paragraph.id) return;
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  if (others.includes(paragraph.id)) return;
  field.setAttribute("aria-describedby", [...others, paragraph.id].join(" "));
}

function find(form, name) {
  return form.querySelector(`[data-error-for="${CSS.escape(name)}"]`);
}

function fieldsOf(form, name) {
  return [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
}

function firstInvalid(form) {
  return form.querySelector('[aria-invalid="true"]');
}

function fallback(status) {
  return status === 413 ? TOO_BIG : GENERAL;
}

/** A page that came back with a fault: the keyboard and whoever listens begin there. */
export function goToFault() {
  if (document.activeElement !== document.body) return;
  const fault = document.querySelector('[aria-invalid="true"], [data-form-error]:not([hidden])');
  if (!fault) return;
  if (fault.hasAttribute("data-form-error")) fault.tabIndex = -1;
  fault.focus();
}
