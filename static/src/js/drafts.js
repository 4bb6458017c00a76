// What is being written. Each keystroke is kept on the phone at once and, for a form with
// `data-draft-url`, on the server within two seconds. The local copy is erased as soon as the
// server has the text. It is bound to the person, because two may share a tablet.

import { on } from "./bus.js";
import { showConflict } from "./conflict.js";
import {
  applyFields, controls, formKey, isText, makeRoomFor, readFields, sameFields, typedFields,
} from "./fields.js";
import { newId, person } from "./ids.js";
import { post, queue } from "./outbox.js";
import * as store from "./store.js";
import { isDirty, isPending, markClean, markDirty } from "./writing.js";

const PAUSE = 800;
const LONGEST = 2000;
const OLD = 60 * 24 * 3600 * 1000;
export const KEPT = "Lagret i kladden din";
const FORMS = "form[data-draft], form[data-outbox]";

const timers = new WeakMap();
const restored = new WeakSet();

export function startDrafts() {
  document.addEventListener("input", typed);
  document.addEventListener("visibilitychange", () => document.hidden && saveAll());
  addEventListener("pagehide", saveAll);
  on("surface:leaving", saveAll);
  on("surface:changed", ({ whole }) => whole && restoreAll());
  on("outbox:done", delivered);
  on("outbox:refused", refused);
  on("outbox:waiting", postponed);
  restoreAll();
  forgetOld().then(sendLeft);
}

/** A form has been sent: its draft has done its work. */
export async function forgetDraft(form) {
  const key = formKey(form);
  clearTimer(form);
  markClean(form);
  await Promise.all([store.remove(draftKey(key)), queue.remove(`draft:${key}`)]);
}

/** Called before a form is sent, so that no older draft arrives after it. */
export async function cancelSave(form) {
  clearTimer(form);
  await queue.remove(`draft:${formKey(form)}`);
}

function typed({ target }) {
  const form = target.form?.closest(FORMS);
  if (!form || !target.name) return;
  restored.add(form);
  markDirty(form);
  keep(form);
  if (form.dataset.draftUrl && !isPending(form)) schedule(form);
  else say(form, keptHere());
}

function keep(form) {
  const { draftUrl: url, draftVersion: version = "0" } = form.dataset;
  const all = url && toSave(form);
  const texts = controls(form).filter(isText).map(({ name }) => name);
  const record = { fields: typedFields(form), texts, at: Date.now(), url, version, all };
  return store.put(draftKey(formKey(form)), record);
}

function toSave(form) {
  return readFields(form).filter(([name]) => name !== "version");
}

function schedule(form) {
  const timer = timers.get(form) ?? { first: Date.now() };
  clearTimeout(timer.id);
  const pause = Math.min(PAUSE, Math.max(0, timer.first + LONGEST - Date.now()));
  timer.id = setTimeout(() => save(form), pause);
  timers.set(form, timer);
}

function save(form) {
  clearTimer(form);
  const version = ["version", form.dataset.draftVersion ?? "0"];
  const fields = toSave(form);
  if (navigator.onLine === false) say(form, waitsHere());
  const slot = `draft:${formKey(form)}`;
  const url = form.dataset.draftUrl;
  return post({ slot, id: newId(), kind: "draft", url, fields: [...fields, version] });
}

function saveAll() {
  for (const form of forms()) if (timers.has(form)) save(form);
}

function clearTimer(form) {
  clearTimeout(timers.get(form)?.id);
  timers.delete(form);
}

async function delivered({ entry, body, newer }) {
  if (entry.kind !== "draft") return;
  const form = formOf(entry);
  if (form && body.version !== undefined) form.dataset.draftVersion = body.version;
  if (newer || (form && timers.has(form))) return;
  await store.remove(draftKey(entry.slot.slice("draft:".length)));
  if (!form) return;
  markClean(form);
  say(form, KEPT);
}

function refused({ entry, status, body, newer }) {
  if (entry.kind !== "draft") return status === 422 ? keepRefused(entry) : null;
  const form = entry.kind === "draft" && !newer ? formOf(entry) : null;
  if (!form || !isDirty(form)) return;
  if (status === 409 && body.current) settleConflict(form, entry, body);
  else say(form, Object.values(body?.errors ?? {})[0] || body?.message || keptHere());
}

/** What was sent and not taken is a draft again: sending it had called off the saving. */
function keepRefused(entry) {
  const form = formOf(entry);
  if (form?.dataset.draftUrl && isDirty(form)) schedule(form);
}

/** An answer that was lost makes our own text look like another's: then there is no conflict. */
function settleConflict(form, entry, { current, version }) {
  const theirs = Object.entries(current).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one ?? "")]),
  );
  const mine = readFields(form);
  const same = (pairs) => sameFields(pick(pairs, theirs), theirs);
  form.dataset.draftVersion = version;
  if (same(entry.fields) && same(mine)) return delivered({ entry, body: { version } });
  if (same(entry.fields)) return save(form);
  return showConflict(form, theirs, { resolved: () => resolved(form) });
}

function resolved(form) {
  markDirty(form);
  keep(form);
  save(form);
}

function pick(pairs, like) {
  const names = new Set(like.map(([name]) => name));
  return pairs.filter(([name]) => names.has(name));
}

function postponed({ entry }) {
  const form = entry.kind === "draft" ? formOf(entry) : null;
  if (form) say(form, waitsHere());
}

function restoreAll() {
  for (const form of forms()) if (!restored.has(form)) restore(form);
}

/** Text that never reached the server goes back into its form; the server judges versions. */
async function restore(form) {
  restored.add(form);
  const record = await store.get(draftKey(formKey(form)));
  if (!record || isDirty(form)) return;
  if (sameFields(record.fields, typedFields(form))) {
    await store.remove(draftKey(formKey(form)));
    return;
  }
  makeRoomFor(form, record.fields);
  applyFields(form, record.fields);
  markDirty(form);
  form.dispatchEvent(new CustomEvent("fields:restored", { bubbles: true }));
  say(form, keptHere(record.at));
  const sent = await queue.get(`form:${formKey(form)}`);
  if (form.dataset.draftUrl && !sent) await save(form);
}

/**
 * Text whose form is gone, since the room has closed or gone on before it was saved, goes to
 * the server all the same. What is refused stays here, and is tried again with the next page.
 */
async function sendLeft() {
  const prefix = `draft:${person()}:`;
  for (const [key, { url, all, version }] of await store.all(prefix)) {
    const form = key.slice(prefix.length);
    const slot = `draft:${form}`;
    if (!url || formOf({ slot }) || (await queue.get(slot)) || (await queue.get(`form:${form}`))) {
      continue;
    }
    const fields = [...all, ["version", version]];
    await post({ slot, id: newId(), kind: "draft", url, fields });
  }
}

async function forgetOld() {
  for (const [key, record] of await store.all("draft:")) {
    if (record.at < Date.now() - OLD) await store.remove(key);
  }
}

function formOf(entry) {
  return formFor(entry.slot.replace(/^(draft|form):/, ""));
}

/** The form on this page that goes by this key. */
export function formFor(key) {
  return forms().find((form) => formKey(form) === key);
}

function forms() {
  return [...document.querySelectorAll(FORMS)];
}

function draftKey(key) {
  return `draft:${person()}:${key}`;
}

function say(form, text) {
  const status = form.querySelector("[data-draft-status]");
  if (!status) return;
  if (status.textContent !== text) status.textContent = text;
  // From now on the words are ours: a snapshot that comes after a save must not take them back.
  status.dataset.keep = "";
  status.closest("[hidden]")?.removeAttribute("hidden");
}

function keptHere(at = Date.now()) {
  const time = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  return `Lagret på telefonen klokka ${two(time.getHours())}.${two(time.getMinutes())}.`;
}

function waitsHere() {
  return `${keptHere()} Sendes når nettet er tilbake.`;
}
