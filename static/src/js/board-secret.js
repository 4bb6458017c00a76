// A copy on the board without an author can be taken back by the phone it came from, and by no
// other: the secret is made here, and lies here, bound to the person who holds the phone.
// `form[data-board-secret="<key>"]` gives it along; `[data-board-shared="<key>"]` is shown once
// the copy has been taken in, with `form[data-board-withdraw="<key>"]` inside. A form with
// `data-board-many` stays, since it gives one copy after the other; each is taken back by its
// `data-number`.

import { on } from "./bus.js";
import { newId, person } from "./ids.js";
import * as store from "./store.js";

const GIVES = "form[data-board-secret]";
const TAKES = "form[data-board-withdraw]";
/** The secrets of this page's forms: asked for while a submit is going on, which cannot wait. */
const known = new Map();

export function startBoardSecret() {
  document.addEventListener("submit", giveAlong, { capture: true });
  on("outbox:done", done);
  on("surface:changed", drawAll);
  drawAll();
}

function giveAlong({ target }) {
  if (target.matches(GIVES)) fill(target, "board_secret", secretFor(target.dataset.boardSecret));
  if (target.matches(TAKES)) {
    const held = known.get(target.dataset.boardWithdraw);
    if (held) fill(target, "secret", `${held.secret}-${target.dataset.number ?? 0}`);
  }
}

/** Made once, and kept before anything is sent: sent again, it is the same copy. */
function secretFor(key) {
  const held = known.get(key) ?? { secret: newId(), shared: false };
  remember(key, held);
  return held.secret;
}

function remember(key, held) {
  known.set(key, held);
  return store.put(place(key), held);
}

async function done({ entry }) {
  if (entry.kind !== "form") return;
  const fields = Object.fromEntries(entry.fields);
  for (const [key, held] of known) {
    if (fields.board_secret === held.secret) await remember(key, { ...held, shared: true });
    if (fields.secret === `${held.secret}-0` && !givesMany(key)) await forget(key);
  }
  draw();
}

function givesMany(key) {
  return document.querySelector(`${GIVES}[data-board-secret="${CSS.escape(key)}"][data-board-many]`);
}

async function forget(key) {
  known.delete(key);
  await store.remove(place(key));
}

async function drawAll() {
  for (const form of document.querySelectorAll(GIVES)) {
    const key = form.dataset.boardSecret;
    const held = known.get(key) ?? (await store.get(place(key)));
    if (held) known.set(key, held);
  }
  draw();
}

function draw() {
  for (const form of document.querySelectorAll(`${GIVES}:not([data-board-many])`)) {
    const key = form.dataset.boardSecret;
    const shared = Boolean(known.get(key)?.shared);
    const said = document.querySelector(`[data-board-shared="${CSS.escape(key)}"]`);
    form.hidden = shared;
    if (said) said.hidden = !shared;
  }
}

function fill(form, name, value) {
  let field = form.querySelector(`input[name="${name}"]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

function place(key) {
  return `board:${person()}:${key}`;
}
