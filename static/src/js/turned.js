// Pairs that do not all fit on the projector are turned by hand, page by page: as many as stand
// whole, however long their sentences are. Without script the list can be scrolled.

import { on } from "./bus.js";

let wanted = 0;

export function startTurned() {
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-turned-page]")?.dataset.turnedPage;
    if (way) turn(way === "next" ? 1 : -1);
  });
  addEventListener("resize", draw);
  on("surface:changed", ({ step }) => {
    if (step) wanted = 0;
    draw();
  });
  document.fonts?.ready.then(draw);
  draw();
}

function turn(step) {
  wanted += step;
  draw();
}

function draw() {
  const list = document.querySelector("[data-turned]");
  if (!list) return;
  const items = [...list.children];
  drawPager(1);
  let starts = pages(list, items);
  if (starts.length > 1) {
    // Beside the pager the question may need a line more.
    drawPager(starts.length);
    starts = pages(list, items);
  }
  wanted = Math.max(0, Math.min(wanted, starts.length - 1));
  show(items, starts[wanted], starts[wanted + 1] ?? items.length);
  drawPager(starts.length);
}

/** Where each page begins: one is added after another for as long as they stand whole. */
function pages(list, items) {
  const starts = [0];
  show(items, 0, 0);
  items.forEach((item, n) => {
    item.hidden = false;
    if (list.scrollHeight <= list.clientHeight + 1 || n === starts.at(-1)) return;
    starts.push(n);
    show(items, n, n + 1);
  });
  return starts;
}

function show(items, from, to) {
  items.forEach((item, n) => {
    item.hidden = n < from || n >= to;
  });
}

function drawPager(count) {
  const pager = document.querySelector("[data-turned-pager]");
  if (!pager) return;
  pager.hidden = count < 2;
  pager.querySelector("[data-turned-label]").textContent = `Side ${wanted + 1} av ${count}`;
  pager.querySelector('[data-turned-page="back"]').disabled = wanted === 0;
  pager.querySelector('[data-turned-page="next"]').disabled = wanted === count - 1;
}
