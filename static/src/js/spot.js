// A card that is alone on the projector shows its whole text. What does not fit lies in columns
// out of sight, and is turned to by hand: a page at a time, never scrolled.

import { on } from "./bus.js";

const TEXT = '.proj .board[data-layout="1"] .card-text';
const KEYS = { ArrowDown: 1, ArrowUp: -1 };
let shown = "";
let page = 1;

export function startSpot() {
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-spot-page]")?.dataset.spotPage;
    if (way) turn(way === "next" ? 1 : -1);
  });
  document.addEventListener("keydown", (event) => {
    if (KEYS[event.key] && document.querySelector(TEXT)) turn(KEYS[event.key]);
  });
  addEventListener("resize", draw);
  on("surface:changed", draw);
  document.fonts?.ready.then(draw);
  draw();
}

/** How many pages a text of this width takes in a box that shows `view` of it. */
export function pagesOf(whole, view, gap) {
  return Math.max(1, Math.ceil((whole - view) / (view + gap) - 0.02) + 1);
}

function turn(step) {
  page += step;
  draw();
}

function draw() {
  const text = document.querySelector(TEXT);
  const pager = document.querySelector("[data-spot-pager]");
  if (!text || !pager) return;
  startOver(text);
  const gap = parseFloat(getComputedStyle(text).columnGap) || 0;
  const pages = pagesOf(text.scrollWidth, text.clientWidth, gap);
  page = Math.max(1, Math.min(page, pages));
  text.scrollLeft = (page - 1) * (text.clientWidth + gap);
  pager.hidden = pages < 2;
  pager.querySelector("[data-spot-label]").textContent = `Side ${page} av ${pages}`;
  pager.querySelector('[data-spot-page="back"]').disabled = page === 1;
  pager.querySelector('[data-spot-page="next"]').disabled = page === pages;
}

/** Another card begins on its first page. */
function startOver(text) {
  const id = text.closest(".card").id;
  if (id !== shown) page = 1;
  shown = id;
}
