// Forms marked `data-outbox` go through the outbox: a tap is kept on the phone before any
// network is touched, and however often it is tapped it is one record. Without script they
// are ordinary forms.

import { announce } from "./announce.js";
import { emit, on } from "./bus.js";
import { cancelSave, forgetDraft } from "./drafts.js";
import {
  applyFields, controls, formKey, isText, makeRoomFor, readFields, sameFields, typedFields,
} from "./fields.js";
import { clearError, clearErrors, showErrors } from "./errors.js";
import { newId } from "./ids.js";
import { post, queue } from "./outbox.js";
import { showIdle, showSending, showWaiting } from "./sending.js";
import { isPending, setPending } from "./writing.js";

/** A late tap after the answer, before the new surface is there, is still the same tap. */
const SAME_TAP = 3000;

const ids = new WeakMap();
const sent = new WeakMap();

export function startForms() {
  document.addEventListener("submit", submitted);
  document.addEventListener("input", typed);
  on("surface:changed", ({ whole }) => whole && restoreAll());
  on("outbox:sending", ({ entry }) => withForm(entry, showSending));
  on("outbox:waiting", ({ entry, why }) => withForm(entry, (form) => showWaiting(form, why)));
  on("outbox:offline", showAllWaiting);
  on("outbox:done", done);
  on("outbox:refused", refused);
  restoreAll().then(showOrphans);
}

function typed({ target }) {
  if (!target.form) return;
  clearError(target);
  if (isPending(target.form)) amend(target.form, target);
}

/**
 * What is changed after the tap, while nothing has been sent yet, is part of what is sent; a
 * photo that has come in the meantime as well, though its field is hidden.
 */
async function amend(form, { type, name, value }) {
  const entry = await queue.get(slotOf(form));
  if (entry?.state !== "waiting" || entry.tries > 0) return;
  const names = new Set([name, ...controls(form).map((control) => control.name)]);
  const others = entry.fields.filter(([known]) => !names.has(known));
  const hidden = type === "hidden" ? [[name, value]] : [];
  await queue.put({ ...entry, fields: [...typedFields(form), ...hidden, ...others] });
}

async function submitted(event) {
  const form = event.target.closest("form[data-outbox]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const fields = readFields(form, event.submitter);
  if (isSameTap(form, fields)) return;
  clearErrors(form);
  showSending(form);
  if (!ids.has(form)) ids.set(form, newId());
  setPending(form, true);
  await cancelSave(form);
  const url = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  await post({ slot: slotOf(form), id: ids.get(form), url: url ?? location.href, fields });
}

function isSameTap(form, fields) {
  const last = sent.get(form);
  return last && Date.now() - last.at < SAME_TAP && sameFields(last.fields, fields);
}

async function done({ entry, body }) {
  if (entry.kind !== "form") return;
  const form = formOf(entry);
  if (form) await finish(form, entry, body);
  emit("form:sent", { form });
  if (form && isOwnPage(body.next)) location.assign(body.next);
  else if (document.getElementById("surface")) emit("surface:refresh");
  else if (form) location.reload();
}

async function finish(form, entry, body) {
  ids.delete(form);
  setPending(form, false);
  sent.set(form, { at: Date.now(), fields: entry.fields });
  await forgetDraft(form);
  showIdle(form);
  if (form.hasAttribute("data-clear")) empty(form);
  else letGo(form);
  if (body.message) announce(body.message);
}

/** Also of what the page came with. Where one writes on, the caret is in the empty field. */
function empty(form) {
  form.reset();
  if (!form.hasAttribute("data-again")) return;
  const texts = controls(form).filter(isText);
  for (const control of texts) control.value = "";
  texts[0]?.focus({ preventScroll: true });
}

/** A tap on a button leaves the focus in the field on some phones; then one still "writes". */
function letGo(form) {
  if (form.contains(document.activeElement)) document.activeElement.blur();
}

function refused({ entry, status, body }) {
  if (entry.kind !== "form") return;
  const form = formOf(entry);
  if (form) putBack(form, entry, { status, body });
  else emit("outbox:orphan", { entry: { ...entry, body } });
}

/** What was refused after its page had been left is shown wherever the person is now. */
async function showOrphans() {
  for (const entry of await queue.entries()) {
    if (entry.state === "refused" && !formOf(entry)) emit("outbox:orphan", { entry });
  }
}

/** The text stays in the form; the entry has told what it had to tell. */
async function putBack(form, entry, { status, body }) {
  await queue.remove(entry.slot);
  setPending(form, false);
  showIdle(form);
  showErrors(form, body ?? {}, status);
}

/** After a load: what is still on its way is shown in its form, with the id it was sent by. */
async function restoreAll() {
  const entries = await queue.entries();
  for (const entry of entries.filter(({ kind }) => kind === "form")) {
    const form = formOf(entry);
    if (form && ids.get(form) !== entry.id) restore(form, entry);
    else if (form && entry.state === "waiting") showAgain(form, entry);
  }
}

function restore(form, entry) {
  ids.set(form, entry.id);
  setPending(form, entry.state === "waiting");
  makeRoomFor(form, entry.fields);
  applyFields(form, entry.fields);
  form.dispatchEvent(new CustomEvent("fields:restored", { bubbles: true }));
  if (entry.state === "refused") putBack(form, entry, { body: entry.body });
  else showAgain(form, entry);
}

function showAgain(form, entry) {
  if (queue.waitsForMore(entry)) showWaiting(form, "held");
  else if (entry.why || navigator.onLine === false) showWaiting(form, entry.why);
  else showSending(form);
}

async function showAllWaiting() {
  for (const entry of await queue.entries()) {
    if (entry.state === "waiting") withForm(entry, (form) => showWaiting(form, "offline"));
  }
}

function withForm(entry, work) {
  const form = entry.kind === "form" ? formOf(entry) : null;
  if (form) work(form);
}

function formOf(entry) {
  return [...document.querySelectorAll("form[data-outbox]")].find(
    (form) => slotOf(form) === entry.slot,
  );
}

function slotOf(form) {
  return `form:${formKey(form)}`;
}

function isOwnPage(next) {
  return typeof next === "string" && next.startsWith("/") && !next.startsWith("//");
}
