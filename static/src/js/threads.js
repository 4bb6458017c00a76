// Thin lines between stories that are tied to each other, where both are in sight. The words on
// the cards say the same; the lines are only for the eye, and lie outside what is morphed.

import { on } from "./bus.js";

const SVG = "http://www.w3.org/2000/svg";
const AGAIN = 1000;
const LANES = 3;
const NEXT_ROW = 30;
let drawn = "";

export function startThreads() {
  on("surface:changed", draw);
  addEventListener("resize", draw);
  setInterval(draw, AGAIN);
  draw();
}

/**
 * A thread from one card to another that crosses no text: it leaves below the upper card, runs
 * in the gaps between rows and columns, and comes in above the other. `gap` is how wide they
 * are; `lane` keeps threads in the same gap apart.
 */
export function route(one, other, lane = 0, gap = 16) {
  const [from, to] = one.top <= other.top ? [one, other] : [other, one];
  const aside = (gap * ((lane % LANES) + 1)) / (LANES + 1);
  const start = [middle(from), from.bottom];
  const below = from.bottom + aside;
  if (to.top < from.bottom) return [start, [start[0], below], [middle(to), below], [middle(to), to.bottom]];
  const above = to.top - aside;
  const end = [middle(to), to.top];
  if (above - below < NEXT_ROW) return [start, [start[0], below], [end[0], below], end];
  const beside = to.left - aside;
  return [start, [start[0], below], [beside, below], [beside, above], [end[0], above], end];
}

function gapOf(card) {
  const { rowGap, columnGap } = getComputedStyle(card.parentElement);
  return Math.min(parseFloat(rowGap) || 8, parseFloat(columnGap) || 8);
}

function middle(box) {
  return (box.left + box.right) / 2;
}

function draw() {
  const found = pairs().map(([from, to], lane) =>
    route(from.getBoundingClientRect(), to.getBoundingClientRect(), lane, gapOf(from)));
  const key = JSON.stringify(found);
  if (key === drawn && (!found.length || document.querySelector(".thread-lines"))) return;
  drawn = key;
  document.querySelector(".thread-lines")?.remove();
  if (!found.length) return;
  const svg = element("svg", { class: "thread-lines", "aria-hidden": "true" });
  for (const points of found) {
    svg.append(element("path", { d: `M${points.map((point) => point.map(Math.round).join(" ")).join("L")}` }));
    for (const [cx, cy] of [points[0], points[points.length - 1]]) {
      svg.append(element("circle", { cx, cy, r: 3.5 }));
    }
  }
  document.body.append(svg);
}

/** Each pair once, and only while both cards are shown. */
function pairs() {
  const seen = new Set();
  const found = [];
  for (const q of document.querySelectorAll(".board .card-tied q[data-to]")) {
    const from = q.closest(".card");
    const to = document.getElementById(q.dataset.to);
    const name = [from?.id, q.dataset.to].sort().join();
    if (!from?.offsetParent || !to?.offsetParent || seen.has(name)) continue;
    seen.add(name);
    found.push([from, to]);
  }
  return found;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
