// The board on the projector: layout, and paging by hand. Cards are never scrolled and never
// shrunk below what the back row can read; what does not fit is on the next page.

import { on } from "./bus.js";
import { layoutFor, page, waitFor } from "./layout.js";

const CELLS = ".card:not(.hidden), .cluster-title";
let holds = 0;
let changed = 0;
let arrived = 0;
let counted = 0;
let wanted = 1;
let timer = null;
let chosen = "";

export function startBoard() {
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-page]")?.dataset.page;
    if (way) turnPage(way === "next" ? 1 : -1);
  });
  addEventListener("resize", () => arrange({ now: true }));
  on("surface:changed", ({ step }) => arrange({ now: step }));
  arrange({ now: true });
}

export function turnPage(step) {
  if (!board()) return;
  wanted += step;
  draw();
}

function arrange({ now }) {
  if (!board()) return;
  const anew = otherCards() || now;
  if (anew) wanted = 1;
  noticeArrivals();
  const fitting = layoutFor(cells().length, innerWidth);
  if (fitting !== holds) change(fitting, anew || counted <= 1 || holds === 0);
  draw();
}

/** The prosessleder has chosen other cards to be shown: that is a picture of its own. */
function otherCards() {
  const before = chosen;
  chosen = document.querySelector("#board-filter b")?.textContent ?? "";
  return chosen !== before;
}

function noticeArrivals() {
  const count = cells().length;
  if (count > counted) arrived = Date.now();
  counted = count;
}

function change(fitting, now) {
  clearTimeout(timer);
  const overflow = cells().length > holds;
  const wait = now ? 0 : waitFor({ now: Date.now(), changed, arrived, overflow });
  if (wait > 0) {
    timer = setTimeout(() => arrange({ now: false }), wait);
    return;
  }
  holds = fitting;
  changed = Date.now();
}

function draw() {
  const all = cells();
  const shown = page(all.length, holds || 1, wanted);
  wanted = shown.number;
  board().dataset.layout = String(holds || 1);
  board().toggleAttribute("data-paged", shown.pages > 1);
  all.forEach((cell, index) => {
    cell.hidden = index < shown.first || index > shown.last;
  });
  drawPager(shown);
}

function drawPager({ number, pages, more }) {
  each("[data-pager]", (pager) => (pager.hidden = pages < 2));
  each("[data-page-label]", (label) => setText(label, `Side ${number} av ${pages}`));
  each("[data-page-more]", (text) => setText(text, more));
  each('[data-page="back"]', (button) => (button.disabled = number === 1));
  each('[data-page="next"]', (button) => (button.disabled = number === pages));
}

function board() {
  return document.querySelector(".board");
}

function cells() {
  return [...board().querySelectorAll(CELLS)];
}

function each(selector, work) {
  document.querySelectorAll(selector).forEach(work);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
