// How the field for a picture looks: empty, with a picture chosen, on its way, or with one that
// has come. `state` is what photo.js knows of it, or nothing.

import { announce } from "./announce.js";

const OTHER = "Bytt bilde";

export function part(field, name) {
  return field.querySelector(`[data-photo-${name}]`);
}

export function tokenOf(field) {
  return field.querySelector('input[type="hidden"]');
}

export function show(field, state) {
  const under = Boolean(state?.file);
  if (state?.step === "done") showDone(field, state);
  const has = Boolean(tokenOf(field).value);
  part(field, "panel").hidden = !under;
  part(field, "choose").hidden = under;
  part(field, "shown").hidden = !has || under;
  part(field, "remove").hidden = !has;
  const label = part(field, "label");
  label.textContent = has ? OTHER : label.dataset.new;
  if (under) showPanel(field, state);
  const status = part(field, "status");
  status.textContent = under ? (state.message ?? "") : "";
  status.hidden = !status.textContent;
}

function showDone(field, { token, url, alt }) {
  tokenOf(field).value = token;
  const picture = part(field, "img");
  if (url && picture.getAttribute("src") !== url) picture.src = url;
  if (!url) picture.removeAttribute("src");
  picture.alt = alt;
  part(field, "caption").textContent = alt;
  part(field, "alt").value = alt;
}

function showPanel(field, state) {
  const sending = state.step === "sending";
  part(field, "name").textContent = state.name;
  if (state.alt !== undefined && part(field, "alt") !== document.activeElement) {
    part(field, "alt").value = state.alt;
  }
  part(field, "nobody").checked = state.nobody;
  part(field, "adults").checked = Boolean(state.adults);
  part(field, "rule").hidden = state.nobody;
  part(field, "send").hidden = sending;
  part(field, "send").textContent = state.message ? "Prøv igjen" : "Legg ved bildet";
  part(field, "cancel").textContent = sending ? "Stopp" : "Avbryt";
  showProgress(field, state);
}

export function showProgress(field, { step, percent = 0 }) {
  const progress = part(field, "progress");
  progress.hidden = step !== "sending";
  progress.value = percent;
}

export function errorOf(field, name) {
  return field.querySelector(`[data-photo-error="${CSS.escape(name)}"]`);
}

export function fault(field, name, text) {
  const paragraph = errorOf(field, name);
  paragraph.textContent = text;
  paragraph.hidden = false;
  if (name === "alt") part(field, "alt").setAttribute("aria-invalid", "true");
  announce(text);
}

export function hide(paragraph) {
  paragraph.hidden = true;
  paragraph.textContent = "";
}

export function clearErrors(field) {
  field.querySelectorAll("[data-photo-error]").forEach(hide);
  part(field, "alt").removeAttribute("aria-invalid");
}
