// Every clock on the page, four times a second, from the server's time and the clock's own
// data. Nothing here ends a phase: the clock informs, people decide.

import { announce } from "./announce.js";
import { emit, on } from "./bus.js";
import { announcement, countdown, face, readClock, spoken, turnAt, warmLine } from "./faces.js";
import { guess, serverNow, startOffset } from "./offset.js";
import { beads, drawBeads } from "./ring.js";
import { turned } from "./turning.js";

const TICK = 250;
let before = null;
const turnsBefore = new Map();

export function startClock() {
  guess(document.getElementById("surface")?.dataset.now);
  startOffset();
  on("surface:changed", tick);
  setInterval(tick, TICK);
  tick();
}

function tick() {
  const clocks = [...document.querySelectorAll("[data-clock]")];
  clocks.forEach((root, index) => draw(root, index === 0));
  if (!clocks.length) showWarm("");
  const rings = [...document.querySelectorAll("[data-turns]")].map(drawTurns).filter(Boolean);
  if (turned(turnsBefore, rings)) emit("clock:turn");
  document.querySelectorAll("[data-undo-until]").forEach(drawUndo);
}

function draw(root, leading) {
  const clock = json(root.dataset.clock);
  if (!clock?.duration) return;
  const reading = readClock(clock, serverNow());
  drawFace(root, reading);
  drawRing(root, clock, reading);
  root.classList.toggle("warm", reading.warm);
  setAttribute(root, "aria-label", spoken(reading));
  if (leading) lead(clock, reading);
}

/** The first clock is the room's: it says the words beside it and speaks up. */
function lead(clock, reading) {
  showWarm(warmLine(reading));
  const same = before?.duration === clock.duration && !reading.paused;
  const words = same ? announcement(before.left, reading.left) : "";
  before = { duration: clock.duration, left: reading.left };
  if (!words) return;
  if (!document.querySelector("[data-warm][role=status]") || !reading.warm) announce(words);
  if (reading.warm) emit(reading.out ? "clock:out" : "clock:warm");
}

function drawFace(root, reading) {
  const { text, words, small = "" } = face(reading, faceKind(root));
  const number = root.querySelector("[data-clock-text]") ?? root.querySelector("b");
  if (!number) return;
  setText(number, text);
  number.classList.toggle("words", words);
  number.classList.toggle("num", !words);
  const caption = root.querySelector(".face span");
  if (caption) setText(caption, small);
}

function drawRing(root, clock, { left, paused }) {
  const svg = root.querySelector("svg.beads");
  if (!svg) return;
  const size = svg.classList.contains("mini-b") ? "mini" : "big";
  drawBeads(svg, beads({ duration: clock.duration, bead: clock.bead, left, paused, size }));
}

function drawTurns(root) {
  const turns = json(root.dataset.turns);
  if (!turns?.boundaries?.length) return null;
  const { number, total, left, step } = turnAt(turns, serverNow());
  fill(root, "[data-turn-label]", `Tur ${number} av ${total}`);
  fill(root, "[data-turn-left]", countdown(left));
  fill(root, "[data-turn-step]", step);
  // Two rings as large may go differently: one that has changed on the way has its own ends.
  return { key: turns.boundaries.join(), number };
}

function drawUndo(element) {
  element.hidden = serverNow() >= Number(element.dataset.undoUntil);
}

function showWarm(text) {
  for (const element of document.querySelectorAll("[data-warm]")) {
    setText(element, text);
    element.hidden = text === "";
  }
}

function faceKind(root) {
  return root.dataset.face ?? (root.classList.contains("mini") ? "minutes" : "full");
}

function fill(root, selector, text) {
  const element = root.querySelector(selector);
  if (element) setText(element, text);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
