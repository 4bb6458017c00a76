// Moving cards with the pointer, for a signed-in leader with a mouse: on the projector and on the
// remote's list. Every move has a button too. What is sent is what the card was laid beside,
// never where on the screen; the board that comes back is the server's.

import { announce } from "./announce.js";
import { emit, on } from "./bus.js";
import { send } from "./http.js";

const THINGS = ".board > .card, .cluster .card, [data-card]";
const HEADS = ".cluster-title, [data-heap]";
const LOST = "Det kom ikke fram. Prøv igjen.";
let held = null;
let pressed = null;

export function startArrange() {
  if (document.getElementById("surface")?.dataset.leader !== "1") return;
  document.addEventListener("dragstart", lift);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", letGo);
  document.addEventListener("submit", ({ submitter }) => {
    pressed = submitter?.hasAttribute("data-refocus") ? submitter.id : null;
  });
  on("surface:changed", () => {
    makeLoose();
    refocus();
  });
  makeLoose();
}

/** Which way cards lie beside each other where `target` is: one row or one column. */
export function axisOf(target, others) {
  const beside = others.some(({ top, left }) => top === target.top && left !== target.left);
  return beside ? "x" : "y";
}

/** Whether the pointer is in the first or the last half of a box. */
export function sideOf({ left, top, width, height }, { x, y }, axis) {
  const part = axis === "x" ? (x - left) / width : (y - top) / height;
  return part < 0.5 ? "before" : "after";
}

function makeLoose() {
  if (!matchMedia("(pointer: fine)").matches) return;
  for (const thing of things()) thing.draggable = true;
  for (const head of heads()) if (heapOf(head)) head.draggable = true;
}

function things() {
  return [...document.querySelectorAll(THINGS)].filter((thing) => !thing.closest("#spot"));
}

function heads() {
  return [...document.querySelectorAll(HEADS)];
}

function cardOf(element) {
  return element.dataset.card ?? element.id.replace("card-", "");
}

function heapOf(element) {
  return element.dataset.heap ?? element.closest(".cluster")?.id.replace("cluster-", "") ?? "";
}

function lift(event) {
  const thing = event.target.closest?.(THINGS);
  const head = event.target.closest?.(HEADS);
  if (thing) held = { card: cardOf(thing), element: thing };
  else if (head && heapOf(head)) held = { heap: heapOf(head), element: head };
  else return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  held.element.toggleAttribute("data-held", true);
}

function over(event) {
  const place = held && placeAt(event);
  clearMarks();
  if (!place) return;
  event.preventDefault();
  place.element.dataset.drop = place.side;
}

function placeAt({ target, clientX, clientY }) {
  const point = { x: clientX, y: clientY };
  const head = target.closest?.(HEADS);
  if (head && head !== held.element) return besideHead(head, point);
  const thing = target.closest?.(THINGS);
  if (!held.card || !thing || thing === held.element || thing.closest("#spot")) return null;
  const boxes = things().map((other) => other.getBoundingClientRect());
  const box = thing.getBoundingClientRect();
  return { element: thing, side: sideOf(box, point, axisOf(box, boxes)) };
}

function besideHead(head, point) {
  if (held.card) return { element: head, side: "into" };
  if (!heapOf(head)) return null;
  return { element: head, side: sideOf(head.getBoundingClientRect(), point, "y") };
}

function drop(event) {
  const place = held && placeAt(event);
  if (!place) return;
  event.preventDefault();
  const [path, fields] = errand(held, place);
  letGo();
  tell(path, fields);
}

function errand({ card, heap }, { element, side }) {
  if (heap) return [`samling/${heap}/plass`, [[side, heapOf(element)]]];
  if (side === "into") return [`kort/${card}/samling`, [["cluster", heapOf(element)]]];
  return [`kort/${card}/plass`, [[side, cardOf(element)]]];
}

async function tell(path, fields) {
  const { room } = document.getElementById("surface").dataset;
  const { kind, body } = await send(`/rom/${room}/styring/${path}`, fields);
  announce(kind === "ok" ? "Flyttet" : (body?.message ?? LOST));
  emit("surface:refresh");
}

function letGo() {
  held?.element.removeAttribute("data-held");
  held = null;
  clearMarks();
}

function clearMarks() {
  document.querySelectorAll("[data-drop]").forEach((marked) => delete marked.dataset.drop);
}

/** A button that has moved with its card keeps the keyboard, so that it can be pressed again. */
function refocus() {
  const button = pressed && document.getElementById(pressed);
  const active = document.activeElement;
  if (!button || (active && active !== document.body && active !== button)) return;
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest" });
}
