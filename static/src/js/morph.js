// Changing the page without disturbing the person in it: a field in use, text not yet safe,
// an open <details> and the scroll position stay as they are.

import { Idiomorph } from "idiomorph";
import { isDirty } from "./writing.js";

const ARRIVED = 2000;
const OPENED_BY_PERSON = new Set(["DETAILS", "DIALOG"]);

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

export function morph(old, fresh) {
  const [x, y] = [scrollX, scrollY];
  Idiomorph.morph(old, fresh, {
    morphStyle: "outerHTML",
    // Of a focused button the words must follow; only a field keeps what is in it.
    ignoreActiveValue: isField(document.activeElement),
    callbacks: { beforeNodeMorphed, beforeNodeRemoved, beforeAttributeUpdated },
  });
  if (scrollX !== x || scrollY !== y) scrollTo({ left: x, top: y, behavior: "instant" });
}

/** Puts one fragment in place: over the element with its id, or last in its slot. */
/** Gives whether the page had a place for it. */
export function placeItem({ id, v, html, slot }) {
  const fresh = parse(html);
  const old = document.getElementById(id);
  if (!fresh || (old && Number(old.dataset.v ?? 0) > Number(v))) return true;
  if (!old) return append(fresh, slot);
  morph(old, fresh);
  return true;
}

export function removeItem({ id, v }) {
  const old = document.getElementById(id);
  if (old && Number(old.dataset.v ?? 0) <= Number(v)) old.remove();
}

export function cardIds(root = document) {
  return new Set([...root.querySelectorAll(".card[id]")].map((card) => card.id));
}

export function showArrivals(before) {
  for (const card of document.querySelectorAll(".card[id]")) {
    if (!before.has(card.id)) showArrival(card);
  }
}

/** Cards are the same for everyone on the wire; which of them are "mine" is added here. */
export function markMine(surface) {
  for (const id of ids(surface.dataset.mine)) {
    const card = document.getElementById(`card-${id}`);
    if (!card || card.classList.contains("mine")) continue;
    card.classList.add("mine");
    const label = document.createElement("span");
    label.className = "mine-label";
    label.textContent = "Ditt";
    (card.querySelector(".card-meta") ?? card).append(label);
  }
}

function append(fresh, slot) {
  const target = document.querySelector(`[data-slot="${CSS.escape(slot ?? "")}"]`);
  if (!target) return false;
  target.append(fresh);
  showArrival(fresh);
  return true;
}

function showArrival(element) {
  element.classList.add("arriving");
  setTimeout(() => element.classList.remove("arriving"), ARRIVED);
}

function ids(text) {
  try {
    return JSON.parse(text || "[]");
  } catch {
    return [];
  }
}

function beforeNodeMorphed(old, fresh) {
  if (!(old instanceof Element)) return true;
  if (old.hasAttribute("data-keep")) return false;
  if (!isField(old)) return true;
  const sameField = fresh instanceof Element && old.name === fresh.getAttribute("name");
  return !(sameField && isInUse(old));
}

function beforeNodeRemoved(node) {
  return !(node instanceof Element && node.hasAttribute("data-keep"));
}

function beforeAttributeUpdated(name, element) {
  return !(name === "open" && OPENED_BY_PERSON.has(element.tagName));
}

function isField(element) {
  const fields = ["INPUT", "TEXTAREA", "SELECT"];
  return fields.includes(element?.tagName) && element.type !== "hidden";
}

function isInUse(field) {
  return field === document.activeElement || Boolean(field.form && isDirty(field.form));
}
