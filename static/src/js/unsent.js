// Text on this phone that the server has refused for good, since its room is gone, or that
// nobody can send any more, since the phone has lost its name. It is shown until it is put
// away, so that it can be copied. On a shared tablet that is the active person's text; on one
// that is nobody's now, the text of the participant who had it last. What a prosessleder was
// writing about somebody is shown to them alone, when they have signed in again.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { formFor } from "./drafts.js";
import { person } from "./ids.js";
import * as store from "./store.js";

const LAST = "last-person";
const FINAL = new Set([403, 404, 410]);
const TITLE = "Det ligger tekst på denne telefonen som ikke er sendt";
const HELP = "Kopier den og lim den inn der du vil ha den, for eksempel i en melding til deg selv.";

export async function startUnsent() {
  on("outbox:refused", refused);
  on("outbox:done", ({ entry }) => putAway(keyOf(entry)));
  if (isLeader(person())) return;
  if (!person()) return showLast();
  await store.put(LAST, person());
  return showRefused();
}

function isLeader(whose) {
  return whose.startsWith("leder-");
}

async function showLast() {
  const last = await store.get(LAST);
  if (!last) return;
  for (const [key, record] of await store.all(`draft:${last}:`)) show(key, record);
}

/** What was refused while its form stood there, on the page that has come in place of it. */
async function showRefused() {
  const prefix = `draft:${person()}:`;
  for (const [key, record] of await store.all(prefix)) {
    if (record.refused && !formFor(key.slice(prefix.length))) show(key, record);
  }
}

/**
 * What is refused while its form is on the page stands in the form, with the reason. That page is
 * often about to go, so it is remembered; what is typed afterwards is another try.
 */
async function refused({ entry, status }) {
  if (entry.kind !== "draft" || !FINAL.has(status)) return;
  const record = await store.get(keyOf(entry));
  if (!record) return;
  await store.put(keyOf(entry), { ...record, refused: true });
  if (!formFor(entry.slot.slice("draft:".length))) show(keyOf(entry), record);
}

function keyOf({ person: whose, slot }) {
  return `draft:${whose}:${slot.replace(/^(draft|form):/, "")}`;
}

/** Titles and texts as one; what was only ticked is nothing to copy. */
export function readable({ fields, texts = [] }) {
  return fields
    .filter(([name, value]) => texts.includes(name) && value.trim())
    .map(([, value]) => value.trim())
    .join("\n\n");
}

function show(key, record) {
  const text = readable(record);
  if (!text || find(key)) return;
  const item = element("div", "unsent-text");
  item.dataset.unsent = key;
  item.append(written(record), field(text), acts(item, key));
  block().append(item);
}

function find(key) {
  return document.querySelector(`[data-unsent="${CSS.escape(key)}"]`);
}

function block() {
  return document.querySelector(".unsent") ?? place(makeBlock());
}

/** Folded on the page one works on, so that what is to be done now keeps its place. */
function makeBlock() {
  const made = element("details", "unsent");
  made.open = !document.querySelector('#surface[data-surface="phone"]');
  const summary = element("summary");
  summary.append(element("h2", "h-sec", TITLE));
  made.append(summary, element("p", "small", HELP));
  return made;
}

/** Below a message, since that says what has happened; elsewhere above, where it is seen. */
function place(made) {
  const main = document.querySelector("main");
  if (main?.matches(".message-page")) main.append(made);
  else (main?.closest("body > *") ?? document.body.firstElementChild).before(made);
  announce(TITLE);
  return made;
}

function written({ at }) {
  const time = new Date(at);
  const day = time.toLocaleDateString("nb-NO", { day: "numeric", month: "long" });
  const [hours, minutes] = [time.getHours(), time.getMinutes()].map((n) =>
    String(n).padStart(2, "0"),
  );
  return element("p", "tiny", `Skrevet ${day} klokka ${hours}.${minutes}`);
}

function field(text) {
  const made = element("textarea", "ds-input");
  made.readOnly = true;
  made.value = text;
  made.rows = Math.min(8, text.split("\n").reduce((n, line) => n + 1 + line.length / 40, 1));
  made.setAttribute("aria-label", "Teksten som ikke er sendt");
  return made;
}

function acts(item, key) {
  const row = element("div", "row");
  const copies = button("Kopier", "secondary", () => copy(item, copies));
  const erases = button("Slett", "tertiary", () => askThenErase(erases, key));
  row.append(copies, erases);
  return row;
}

async function copy(item, pressed) {
  const text = item.querySelector("textarea");
  const done = (await copyModern(text.value)) || copyPlain(text);
  pressed.textContent = done ? "Kopiert" : "Teksten er merket, kopier den selv";
  announce(pressed.textContent);
}

async function copyModern(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Over plain http there is no clipboard to write to; the older way is there everywhere. */
function copyPlain(text) {
  text.focus();
  text.select();
  return document.execCommand("copy");
}

/** It exists nowhere else, so one slip of the thumb must not take it. */
async function askThenErase(pressed, key) {
  if (!pressed.dataset.asked) {
    pressed.dataset.asked = "1";
    pressed.textContent = "Ja, slett teksten";
    return;
  }
  const [, whose, form] = key.match(/^draft:([^:]*):(.*)$/s);
  await store.remove(`out:${whose}:draft:${form}`);
  await store.remove(`out:${whose}:form:${form}`);
  await store.remove(key);
  putAway(key);
  announce("Teksten er slettet.");
}

function putAway(key) {
  find(key)?.remove();
  const left = document.querySelector(".unsent");
  if (left && !left.querySelector("[data-unsent]")) left.remove();
}

function button(label, variant, act) {
  const made = element("button", "ds-button", label);
  made.type = "button";
  made.dataset.variant = variant;
  made.addEventListener("click", act);
  return made;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
