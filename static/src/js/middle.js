// The phone in the middle of a ring: which step of the turn is on, a soft tone when it shifts,
// and a screen that stays awake. The turns themselves are drawn by clock.js and rounds.js.

import { emit, on } from "./bus.js";
import { countdown } from "./faces.js";
import { serverNow } from "./offset.js";

const TICK = 250;
const SOUND = "facilitator:sound";
let before = "";
let lock = null;

export function startMiddle() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-lay-clock]")) offerSound();
  });
  document.addEventListener("visibilitychange", stayAwake);
  on("surface:changed", () => {
    draw();
    stayAwake();
  });
  setInterval(draw, TICK);
  draw();
  stayAwake();
}

/**
 * Where a turn with steps is: {turn, step, left, over}. `parts` holds the ends of the steps of
 * each turn, as offsets from `started`; a pause stands still at `paused_at`.
 */
export function partAt({ started, parts, paused_at: pausedAt }, now) {
  const at = (pausedAt ?? now) - started;
  const flat = parts.flatMap((ends, turn) => ends.map((end, step) => ({ turn, step, end })));
  const here = flat.find(({ end }) => at < end);
  const { turn, step, end } = here ?? flat[flat.length - 1];
  return { turn, step, left: Math.max(0, end - at), over: !here };
}

function draw() {
  const root = document.querySelector("[data-middle]");
  const turns = root && JSON.parse(root.dataset.turns);
  if (!turns) {
    before = "";
    return;
  }
  const { turn, step, left, over } = partAt(withParts(turns), serverNow());
  drawStep(root, step, left);
  show(root, "[data-round-over]", over);
  show(root, "[data-first-turn]", turn === 0 && !over);
  drawDone(turn === turns.boundaries.length - 1);
  const place = `${turn}:${step}`;
  if (before && before !== place) emit("clock:turn");
  before = place;
}

/** A turn of one piece is a turn with one step. */
function withParts(turns) {
  return turns.parts ? turns : { ...turns, parts: turns.boundaries.map((end) => [end]) };
}

function drawStep(root, step, left) {
  for (const name of root.querySelectorAll("[data-step-name]")) {
    name.classList.toggle("on", Number(name.dataset.stepName) === step);
  }
  for (const prompt of root.querySelectorAll("[data-step-prompt]")) {
    prompt.hidden = Number(prompt.dataset.stepPrompt) !== step;
  }
  const face = root.querySelector("[data-step-left]");
  if (face && face.textContent !== countdown(left)) face.textContent = countdown(left);
}

/** «Ringen er ferdig» is quiet until the last turn, so that nobody's turn is tapped away. */
function drawDone(last) {
  const button = document.querySelector("[data-ring-done]");
  if (!button || button.classList.contains("main-btn") === last) return;
  button.classList.toggle("main-btn", last);
  button.classList.toggle("quiet", !last);
  button.dataset.variant = last ? "primary" : "secondary";
}

function show(root, selector, visible) {
  for (const element of root.querySelectorAll(selector)) element.hidden = !visible;
}

/** Whoever lays the phone down wants to hear it, unless they have said otherwise before. */
function offerSound() {
  try {
    const kept = JSON.parse(localStorage.getItem(SOUND) ?? "{}");
    if (kept.on === undefined || kept.on === null) emit("sound:toggle");
  } catch {
    // Blocked storage: the button on the clock turns the sound on.
  }
}

async function stayAwake() {
  const wanted = Boolean(document.querySelector("[data-middle]")) && !document.hidden;
  if (!wanted) {
    const held = lock;
    lock = null;
    await held?.release().catch(() => {});
    return;
  }
  if (lock && !lock.released) return;
  lock = await navigator.wakeLock?.request("screen").catch(() => null);
}
