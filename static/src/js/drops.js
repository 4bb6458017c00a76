// A rain of short cards on the projector: as many as there is room for, the latest among them.
// The others are only counted; every one of them goes on to those who choose.

import { on } from "./bus.js";

export function startDrops() {
  on("surface:changed", fit);
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  fit();
}

function fit() {
  const list = document.querySelector("[data-drops]");
  if (!list) return;
  const drops = [...list.children];
  for (const drop of drops) drop.hidden = false;
  const oldest = drops.toSorted((a, b) => Number(a.dataset.drop) - Number(b.dataset.drop));
  let folded = 0;
  while (folded < oldest.length - 1 && isFull(list)) oldest[folded++].hidden = true;
  tell(folded);
}

/** Columns that find no room below stand beside the list. */
function isFull(list) {
  return list.scrollWidth > list.clientWidth + 1 || list.scrollHeight > list.clientHeight + 1;
}

function tell(folded) {
  const line = document.querySelector("[data-drops-more]");
  if (!line) return;
  const more = folded + Number(line.dataset.dropsMore);
  line.hidden = more === 0;
  line.textContent = `Her henger de siste. ${more} til er med videre.`;
}
