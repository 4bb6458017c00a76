// The rings of a round: which seat has the word now. Like every clock it follows the server's
// time by itself. The geometry is that of facilitator/presentation/rings.py, "turns".

import { on } from "./bus.js";
import { turnAt } from "./faces.js";
import { serverNow } from "./offset.js";

const TICK = 500;
const RADIUS = { 1: 10, 2: 10, 3: 10, 4: 8 };
const SCALE = { done: 1, open: 0.93, now: 1.32 };

export function startRounds() {
  setInterval(drawAll, TICK);
  on("surface:changed", drawAll);
  drawAll();
}

/** The state of each seat when turn `number` (from 1) is on; `left` is 0 after the last one. */
export function seats({ number, total, left }) {
  const current = left > 0 ? number - 1 : total;
  return Array.from({ length: total }, (_, seat) => {
    if (seat < current) return "done";
    return seat === current ? "now" : "open";
  });
}

function drawAll() {
  document.querySelectorAll("[data-turns]").forEach(draw);
}

function draw(root) {
  const circles = [...root.querySelectorAll("svg.ring circle")];
  const states = seats(turnAt(JSON.parse(root.dataset.turns), serverNow()));
  if (circles.length !== states.length) return;
  const radius = RADIUS[states.length] ?? 6.2;
  circles.forEach((circle, seat) => {
    circle.setAttribute("class", `seat seat--${states[seat]}`);
    circle.setAttribute("r", (radius * SCALE[states[seat]]).toFixed(2));
  });
}
