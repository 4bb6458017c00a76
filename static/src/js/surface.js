// The surface is the one element that a snapshot replaces. A person who is writing is never
// thrown out of it: a new step waits behind the bar until they are done.

import { announce } from "./announce.js";
import { emit, on } from "./bus.js";
import { cardIds, markMine, morph, parse, placeItem, removeItem, showArrivals } from "./morph.js";
import { keepSurface } from "./keeping.js";
import { formsInUse, isPending, isWriting } from "./writing.js";

const MOVED_ON = "Prosesslederen har gått videre. Skriv ferdig, teksten er trygg.";
const CHANGED = "Det er kommet noe nytt. Skriv ferdig, teksten er trygg.";
let held = null;

export function surface() {
  return document.getElementById("surface");
}

export function startSurface() {
  applyFrame(surface());
  markMine(surface());
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-moved-on] button")) moveOn();
  });
  on("form:sent", ({ form }) => {
    if (held && (!form || surface().contains(form))) moveOn();
  });
}

/** Takes a snapshot's HTML. Returns its revisions, or null when it is no surface. */
export function receive(html) {
  const fresh = parseSurface(html);
  if (!fresh) return null;
  if (mustWait(fresh)) hold(fresh);
  else show(fresh);
  return JSON.parse(fresh.dataset.audiences ?? "{}");
}

/** Applies the items of one message. What waits behind the bar is then out of date. */
export function applyItems({ items = [], gone = [] }) {
  const placed = items.map(placeItem);
  gone.forEach(removeItem);
  // A picture that is made of the board's cards, and has no place for one of them, is drawn anew.
  const follows = surface().querySelector("[data-follows-board]");
  if (follows && (placed.includes(false) || gone.length)) emit("surface:soon");
  // The rings of a round go by who is here: whoever comes or leaves may change them.
  if (items.length && surface().querySelector("[data-follows-counts]")) emit("surface:soon");
  if (held) held.stale = true;
  markMine(surface());
  emit("surface:changed", { step: false });
}

function parseSurface(html) {
  const parsed = parse(html.trim());
  if (parsed?.id === "surface") return parsed;
  return new DOMParser().parseFromString(html, "text/html").getElementById("surface");
}

function mustWait(fresh) {
  const old = surface();
  if (old.dataset.surface !== "phone" || !isWriting(old)) return false;
  return old.dataset.step !== fresh.dataset.step || formsInUse(old).some((id) => !has(fresh, id));
}

function has(root, id) {
  return root.querySelector(`#${CSS.escape(id)}`) !== null;
}

function hold(fresh) {
  held = { fresh, stale: false };
  const head = fresh.querySelector("#surface-head");
  const oldHead = document.getElementById("surface-head");
  if (head && oldHead) morph(oldHead, head.cloneNode(true));
  if (!isOnlySending(surface())) showBar(fresh);
  emit("surface:held");
  emit("surface:changed", { step: false });
}

/** What is held behind a form on its way is mostly the answer to it, and comes by itself. */
function isOnlySending(root) {
  return formsInUse(root).every((id) => isPending(document.getElementById(id)));
}

function showBar(fresh) {
  const place = placeOf(surface());
  const moved = place !== placeOf(fresh) && !place.includes(":t");
  const text = bar().querySelector("p");
  if (text) text.textContent = moved ? MOVED_ON : CHANGED;
  bar().hidden = false;
}

/** `data-step` is activity, place and screen. A place that begins with t is a trio's own. */
function placeOf({ dataset }) {
  return (dataset.step ?? "").split(":").slice(0, 2).join(":");
}

function moveOn() {
  if (!held) return;
  const { fresh, stale } = held;
  emit("surface:leaving");
  show(fresh);
  if (stale) emit("surface:refresh");
}

function show(fresh) {
  const old = surface();
  const step = old.dataset.step !== fresh.dataset.step;
  const moved = fresh.dataset.surface === "phone" && placeOf(old) !== placeOf(fresh);
  const before = cardIds();
  held = null;
  if (fresh.dataset.surface === "phone") keepSurface(fresh.outerHTML);
  morph(old, fresh);
  const current = surface();
  applyFrame(current);
  markMine(current);
  if (!step) showArrivals(before);
  bar().hidden = true;
  if (step) scrollTo({ top: 0, behavior: "instant" });
  if (moved) sayWhere(current);
  emit("surface:changed", { step, whole: true });
}

/** For those who do not see that the page has turned: the phase, and what one does in it. */
function sayWhere(current) {
  const parts = [...(current.querySelector("#surface-head .where")?.children ?? [])];
  const words = parts.map((part) => part.textContent.trim()).filter(Boolean);
  if (words.length) announce(words.join(". "));
}

/** What lies around the surface follows it: the dark phone, the kind of page, the title. */
function applyFrame({ dataset }) {
  const scheme = dataset.scheme ?? (dataset.surface === "phone" ? "light" : null);
  if (scheme) document.documentElement.dataset.colorScheme = scheme;
  if (dataset.body) document.body.className = dataset.body;
  if (dataset.title) document.title = (document.body.dataset.titleBefore ?? "") + dataset.title;
}

function bar() {
  return document.querySelector("[data-moved-on]") ?? makeBar();
}

function makeBar() {
  const made = document.createElement("div");
  made.dataset.movedOn = "";
  made.hidden = true;
  made.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = MOVED_ON;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.textContent = "Jeg er ferdig – vis det nye";
  made.append(text, button);
  document.body.append(made);
  return made;
}
