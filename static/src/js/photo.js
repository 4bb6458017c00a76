// The field for a picture. The picture travels beside the form, on its own: the text goes its
// way whatever happens to it. Until it has arrived it is kept on the phone, so that a reload or a
// lost network only means another try.

import { del, get, set } from "idb-keyval";
import { announce } from "./announce.js";
import { on } from "./bus.js";
import { formKey } from "./fields.js";
import { newId, person } from "./ids.js";
import { flush, hold } from "./outbox.js";
import { upload } from "./photo-upload.js";
import {
  clearErrors, errorOf, fault, hide, part, show as draw, showProgress, tokenOf,
} from "./photo-view.js";

const MOST = 15_000_000;
const TOO_HEAVY = "Bildet er større enn 15 MB. Ta det i vanlig størrelse, eller velg et mindre.";
const WAITS = "Bildet er ikke sendt ennå. Teksten din er trygg.";
const STOPPED = "Bildet er ikke sendt. Prøv igjen når du vil.";

/** Form and field → what is on its way, or has come since the page was drawn. */
const states = new Map();

export function startPhotos() {
  document.addEventListener("change", changed);
  document.addEventListener("input", typed);
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted, true);
  on("surface:changed", showAll);
  on("form:sent", ({ form }) => form && forget(form));
  on("live:on", retryAll);
  addEventListener("online", retryAll);
  hold(waitsForPhoto);
  showAll();
}

function fields() {
  return [...document.querySelectorAll("[data-photo]")];
}

function keyOf(field) {
  return `${person()}:${formKey(field.closest("form"))}:${field.dataset.photo}`;
}

function show(field) {
  draw(field, states.get(keyOf(field)));
}

// --- what the person does ---------------------------------------------------------------------

function changed({ target }) {
  const field = target.closest?.("[data-photo]");
  if (!field) return;
  if (target.matches("[data-photo-file]")) choose(field, target);
  else if (target.matches("[data-photo-nobody], [data-photo-adults]")) ticked(field);
}

function choose(field, input) {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  clearErrors(field);
  if (file.size > MOST) {
    fault(field, "photo", TOO_HEAVY);
    return;
  }
  const before = states.get(keyOf(field));
  before?.handle?.stop();
  const alt = part(field, "alt");
  if (tokenOf(field).value) alt.value = "";
  states.set(keyOf(field), { id: newId(), file, name: file.name, step: "chosen", nobody: true });
  keep(field);
  show(field);
  alt.focus();
}

/** Another picture may be sent under the words said of it until then; so they are part of it. */
function typed({ target }) {
  const field = target.closest?.("[data-photo]");
  const state = field && states.get(keyOf(field));
  if (!state || !target.matches("[data-photo-alt]")) return;
  state.alt = target.value;
  hide(errorOf(field, "alt"));
}

function ticked(field) {
  const state = states.get(keyOf(field));
  if (!state) return;
  state.nobody = part(field, "nobody").checked;
  state.adults = part(field, "adults").checked;
  hide(errorOf(field, "no_people"));
  show(field);
}

function clicked({ target }) {
  const field = target.closest?.("[data-photo]");
  if (!field) return;
  if (target.closest("[data-photo-send]")) send(field);
  else if (target.closest("[data-photo-cancel]")) cancel(field);
  else if (target.closest("[data-photo-remove]")) remove(field);
}

/** Stopping a picture on its way keeps it and what is said of it; once more lets it go. */
function cancel(field) {
  const state = states.get(keyOf(field));
  if (state?.step === "sending") {
    state.handle?.stop();
    return;
  }
  drop(field);
  clearErrors(field);
  show(field);
  part(field, "file").focus();
}

async function remove(field) {
  const token = tokenOf(field).value;
  drop(field);
  give(field, { token: "", url: "", alt: "" });
  part(field, "file").focus();
  announce("Bildet er tatt bort.");
  if (token) await takeAway(token);
}

async function takeAway(token) {
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  try {
    await fetch(`/bilde/${token}/bort`, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": csrf, "X-Person": person() },
    });
  } catch {
    // The card no longer names it; the server tidies it away.
  }
}

/** A picture goes before its text; the text goes its way also when the picture cannot. */
async function submitted(event) {
  const form = event.target;
  const open = [...form.querySelectorAll("[data-photo]")].filter((field) =>
    ["chosen", "sending", "waiting"].includes(states.get(keyOf(field))?.step),
  );
  if (!open.length) return;
  if (navigator.onLine === false) {
    open.forEach(leave);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const keys = open.map(keyOf);
  const answers = await Promise.all(open.map(send));
  if (answers.includes("refused")) return;
  keys.map(current).filter(Boolean).forEach(leave);
  if (form.isConnected) form.requestSubmit();
}

/** Back on the network both are to be sent, and the text takes its picture along. */
function waitsForPhoto({ kind, slot }) {
  return kind === "form" && fields().some((field) =>
    states.get(keyOf(field))?.step === "sending" && slot === `form:${formKey(field.closest("form"))}`,
  );
}

/** The text is not to wait any longer; the picture is tried again later. */
function leave(field) {
  const state = states.get(keyOf(field));
  if (!state?.file) return;
  state.step = "left";
  state.message = WAITS;
  show(field);
}

// --- sending ----------------------------------------------------------------------------------

function send(field) {
  const state = states.get(keyOf(field));
  if (!state?.file) return "nothing";
  if (state.step !== "sending") state.sending = sendOnce(field, state);
  return state.sending;
}

async function sendOnce(field, state) {
  const key = keyOf(field);
  clearErrors(field);
  state.alt = part(field, "alt").value;
  state.tries = (state.tries ?? 0) + 1;
  state.step = "sending";
  state.percent = 0;
  state.handle = upload(field.dataset.url, said(field, state), state.file, (percent) => {
    state.percent = percent;
    showProgress(current(key) ?? field, state);
  });
  keep(field);
  show(field);
  const answer = await state.handle.done;
  if (states.get(key) !== state) return "stopped";
  const kind = settle(key, current(key) ?? field, state, answer);
  setTimeout(() => flush(true));
  return kind;
}

function said(field, state) {
  const { activity, phase, group } = field.dataset;
  return {
    activity, phase, alt: state.alt, client_id: state.id,
    ...(group ? { group } : {}),
    ...(state.nobody ? { no_people: "1" } : {}),
    ...(state.adults ? { adults: "1" } : {}),
  };
}

/** The page may have been drawn anew while it was on its way. */
function current(key) {
  return fields().find((field) => keyOf(field) === key);
}

function settle(key, field, state, { kind, body }) {
  if (kind === "ok") {
    states.set(key, { step: "done", token: body.token, url: body.url, alt: body.alt });
    del(`photo:${key}`).catch(() => {});
    give(field, body);
    announce("Bildet er lagt ved.");
    return kind;
  }
  state.step = kind === "refused" ? "chosen" : "waiting";
  state.message = kind === "stopped" ? STOPPED : kind === "retry" ? WAITS : "";
  // What has been refused is another upload the next time.
  if (kind === "refused") state.id = newId();
  show(field);
  if (kind === "refused") refuse(field, body);
  else announce(state.message);
  return kind;
}

function refuse(field, { errors = {}, message = "" }) {
  const names = Object.keys(errors).filter((name) => errorOf(field, name));
  for (const name of names) fault(field, name, errors[name]);
  if (!names.length) fault(field, "photo", message || WAITS);
  if (errors.alt) part(field, "alt").focus();
  else if (errors.no_people) part(field, "nobody").focus();
  else part(field, "file").focus();
}

function retryAll() {
  for (const field of fields()) {
    const step = states.get(keyOf(field))?.step;
    if (step === "waiting" || step === "left") send(field);
  }
}

/** The form holds the token, and the draft is saved with it. */
function give(field, { token, url, alt }) {
  if (!states.has(keyOf(field))) states.set(keyOf(field), { step: "done", token, url, alt });
  show(field);
  tokenOf(field).dispatchEvent(new Event("input", { bubbles: true }));
}

// --- keeping ----------------------------------------------------------------------------------

function keep(field) {
  const { id, file, name, alt, nobody, adults } = states.get(keyOf(field));
  set(`photo:${keyOf(field)}`, { id, file, name, alt, nobody, adults }).catch(() => {});
}

function drop(field) {
  states.get(keyOf(field))?.handle?.stop();
  states.delete(keyOf(field));
  del(`photo:${keyOf(field)}`).catch(() => {});
}

/** Sent text has taken its picture along; one that has not come is still the phone's. */
function forget(form) {
  for (const field of form.querySelectorAll("[data-photo]")) {
    if (states.get(keyOf(field))?.step === "done") states.delete(keyOf(field));
  }
}

async function restore(field) {
  const key = keyOf(field);
  if (states.has(key) || field.dataset.photoKnown === key) return;
  field.dataset.photoKnown = key;
  const kept = await get(`photo:${key}`).catch(() => null);
  if (!kept?.file || states.has(key)) return;
  states.set(key, { ...kept, step: "waiting", message: WAITS });
  show(field);
  // The stream may be up before the phone has found the picture: nothing else tries it then.
  if (document.documentElement.dataset.live === "on") send(field);
}

// --- showing ----------------------------------------------------------------------------------

function showAll() {
  for (const field of fields()) {
    show(field);
    restore(field);
  }
}
