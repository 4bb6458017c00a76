// The gentle question below a field: is this a child's name, an exact day, or
// something else that tells who it was? The server asks it in its answer to a save; here it waits
// until one has rested, is shown, and is put away for good with one tap. It never moves the focus,
// and it never stops anybody from sending.
//
//   data-nudge on a question of the page's own; the rest is made here, below [data-error-for]

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { formFor } from "./drafts.js";
import { formKey } from "./fields.js";
import { person } from "./ids.js";
import * as store from "./store.js";

const REST = 2000;
const LABEL = "Det er greit";

/** Form key → what is asked about it now. */
const asked = new Map();
const typedAt = new WeakMap();
const timers = new WeakMap();

export function startNudges() {
  document.addEventListener("input", ({ target }) => target.form && typed(target.form));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-nudge-fine]");
    if (button) putAway(button.closest("[data-nudge]"));
  });
  on("outbox:done", answered);
  on("surface:changed", redraw);
  redraw();
}

function typed(form) {
  typedAt.set(form, Date.now());
}

function answered({ entry, body }) {
  const key = entry.slot.replace(/^(draft|form):/, "");
  if (entry.kind !== "draft") {
    asked.delete(key);
    return store.remove(placeOf(key));
  }
  const form = formFor(key);
  if (!form || body?.version === undefined) return null;
  asked.set(key, body.questions ?? []);
  return whenRested(form);
}

function whenRested(form) {
  clearTimeout(timers.get(form));
  const left = REST - (Date.now() - (typedAt.get(form) ?? 0));
  if (left <= 0) return draw(form);
  timers.set(form, setTimeout(() => whenRested(form), left));
  return null;
}

/** What the page came with is known by now, and what was asked before it was drawn anew. */
function redraw() {
  for (const shown of document.querySelectorAll("[data-nudge]")) {
    const key = shown.closest("form") && formKey(shown.closest("form"));
    if (key && !asked.has(key)) asked.set(key, read(shown.closest("form")));
  }
  for (const key of asked.keys()) {
    const form = formFor(key) ?? plainForm(key);
    if (form) draw(form, { quietly: true });
  }
}

/** One that is sent by its button alone has its questions from the page. */
function plainForm(key) {
  return [...document.forms].find((form) => formKey(form) === key);
}

function read(form) {
  return [...form.querySelectorAll("[data-nudge]")].map((shown) => ({
    field: shown.dataset.nudgeField,
    kind: shown.dataset.nudgeKind,
    word: shown.dataset.nudgeWord,
    text: shown.textContent.trim(),
  }));
}

async function draw(form, { quietly = false } = {}) {
  const key = formKey(form);
  const fine = new Set((await store.get(placeOf(key))) ?? []);
  const wanted = oneOfAField((asked.get(key) ?? []).filter((question) => !isFine(question, fine)));
  const before = new Map(
    [...form.querySelectorAll("[data-nudge]")].map((shown) => [nameOfShown(shown), shown]),
  );
  for (const question of wanted) {
    const name = nameOf(question);
    const shown = before.get(name);
    before.delete(name);
    if (shown?.querySelector("[data-nudge-fine]")) continue;
    shown?.remove();
    place(form, question);
    if (!quietly) announce(question.text);
  }
  for (const gone of before.values()) gone.remove();
}

/** One at a time below a field, so that it stays a question: the next comes when it is settled. */
function oneOfAField(questions) {
  const first = new Map([...questions].reverse().map((one) => [one.field, one]));
  return questions.filter((one) => first.get(one.field) === one);
}

function nameOf({ field, word }) {
  return `${field}|${word}`;
}

function nameOfShown({ dataset }) {
  return nameOf({ field: dataset.nudgeField, word: dataset.nudgeWord });
}

/** Of days it is asked once in a text. */
function isFine({ kind, word }, fine) {
  return fine.has(kind === "date" ? kind : word.toLowerCase());
}

function place(form, question) {
  const name = CSS.escape(question.field);
  const shownBefore = form.querySelectorAll(`[data-nudge-field="${name}"]`);
  const below = [...shownBefore].at(-1) ?? form.querySelector(`[data-error-for="${name}"]`);
  if (!below) return;
  const shown = document.createElement("div");
  shown.className = "nudge";
  shown.dataset.nudge = shown.dataset.keep = "";
  shown.dataset.nudgeField = question.field;
  shown.dataset.nudgeKind = question.kind;
  shown.dataset.nudgeWord = question.word;
  const text = document.createElement("p");
  text.textContent = question.text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-btn";
  button.dataset.nudgeFine = "";
  button.textContent = LABEL;
  shown.append(text, button);
  below.after(shown);
}

/** Not asked again about this word in this text; it is forgotten when the text is sent. */
async function putAway(shown) {
  const form = shown.closest("form");
  const key = formKey(form);
  const { nudgeKind: kind, nudgeWord: word } = shown.dataset;
  const field = form.elements[shown.dataset.nudgeField];
  shown.remove();
  field?.focus?.({ preventScroll: true });
  const fine = (await store.get(placeOf(key))) ?? [];
  await store.put(placeOf(key), [...fine, kind === "date" ? kind : word.toLowerCase()]);
  return draw(form);
}

function placeOf(key) {
  return `nudge:${person()}:${key}`;
}
