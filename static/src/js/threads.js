// Thin lines between stories that are tied to each other, where both are in sight. The words on
// the cards say the same; the lines are only for the eye, and lie outside what is morphed.

import { on } from "./bus.js";

const SVG = "http://www.w3.org/2000/svg";
const AGAIN = 1000;
let drawn = "";

export function startThreads() {
  on("surface:changed", draw);
  addEventListener("resize", draw);
  setInterval(draw, AGAIN);
  draw();
}

/** From the middle of one card's edge to the other's, with a slack like a thread has. */
export function curve(from, to) {
  const [x1, y1] = [from.left + from.width / 2, from.top + from.height - 6];
  const [x2, y2] = [to.left + to.width / 2, to.top + to.height - 6];
  const slack = Math.min(90, 24 + Math.hypot(x2 - x1, y2 - y1) / 12);
  const middle = [(x1 + x2) / 2, Math.max(y1, y2) + slack / 2];
  const rounded = [x1, y1, ...middle, x2, y2].map(Math.round);
  return { path: `M${rounded[0]} ${rounded[1]}Q${rounded[2]} ${rounded[3]} ${rounded[4]} ${rounded[5]}`, ends: [[rounded[0], rounded[1]], [rounded[4], rounded[5]]] };
}

function draw() {
  const found = pairs().map(([from, to]) => curve(from.getBoundingClientRect(), to.getBoundingClientRect()));
  const key = found.map(({ path }) => path).join();
  if (key === drawn && (!key || document.querySelector(".thread-lines"))) return;
  drawn = key;
  document.querySelector(".thread-lines")?.remove();
  if (!found.length) return;
  const svg = element("svg", { class: "thread-lines", "aria-hidden": "true" });
  for (const { path, ends } of found) {
    svg.append(element("path", { d: path }));
    for (const [cx, cy] of ends) svg.append(element("circle", { cx, cy, r: 4 }));
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
