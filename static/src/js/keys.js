// Stepping from the projector's own machine with keys or a clicker, for a signed-in leader.
// Others turn the pages of the board with the same arrows.

import { turnPage } from "./board.js";

const TOO_SOON = 600;
const STEPS = {
  ArrowRight: "lead-advance", PageDown: "lead-advance", " ": "lead-advance",
  ArrowLeft: "lead-back", PageUp: "lead-back",
  "+": "lead-extend", p: "lead-pause", P: "lead-pause",
};
const PAGES = { ArrowDown: 1, ArrowUp: -1 };
const PAGES_FOR_ALL = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };
let last = 0;

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    if (act(event.key)) event.preventDefault();
  });
}

function act(key) {
  const leads = isLeader();
  const way = PAGES[key] ?? (leads ? undefined : PAGES_FOR_ALL[key]);
  if (way) turnPage(way);
  if (way || !leads || !STEPS[key]) return Boolean(way);
  return step(STEPS[key]);
}

function step(id) {
  const form = document.getElementById(id);
  if (!form) return false;
  if (Date.now() - last > TOO_SOON) form.requestSubmit();
  last = Date.now();
  return true;
}

function isLeader() {
  const surface = document.getElementById("surface");
  return surface?.dataset.leader === "1" || document.body.dataset.leader === "1";
}
