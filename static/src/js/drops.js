// On the projector there is room for so much. Of a rain of short cards the latest are shown, of
// lists the first of each; how many more there are is said, and all of them are on the phones.

import { on } from "./bus.js";

export function startDrops() {
  on("surface:changed", fitAll);
  addEventListener("resize", fitAll);
  document.fonts?.ready.then(fitAll);
  fitAll();
}

function fitAll() {
  fitDrops();
  fitShelves();
}

function fitDrops() {
  const list = document.querySelector("[data-drops]");
  if (!list) return;
  const drops = [...list.children];
  for (const drop of drops) drop.hidden = false;
  makeRoom(document.querySelector("[data-drops-more]"));
  const oldest = drops.toSorted((a, b) => Number(a.dataset.drop) - Number(b.dataset.drop));
  let folded = 0;
  while (folded < oldest.length - 1 && isFull(list)) oldest[folded++].hidden = true;
  tell(folded);
}

function fitShelves() {
  const line = document.querySelector("[data-shelves-more]");
  if (!line) return;
  makeRoom(line);
  let folded = 0;
  for (const shelf of document.querySelectorAll("[data-shelves] > section")) {
    const rows = [...shelf.querySelectorAll("li")];
    for (const row of rows) row.hidden = false;
    while (rows.length > 1 && isFull(shelf)) {
      rows.pop().hidden = true;
      folded += 1;
    }
  }
  const more = folded + Number(line.dataset.shelvesMore);
  line.hidden = more === 0;
  line.textContent = `${more} til på telefonene`;
}

/** Columns that find no room below stand beside the list. */
function isFull(list) {
  return list.scrollWidth > list.clientWidth + 1 || list.scrollHeight > list.clientHeight + 1;
}

/** The line that says how many more there are takes its place before anything is measured. */
function makeRoom(line) {
  if (line) line.hidden = false;
}

function tell(folded) {
  const line = document.querySelector("[data-drops-more]");
  if (!line) return;
  const more = folded + Number(line.dataset.dropsMore);
  line.hidden = more === 0;
  line.textContent = `Her henger de siste. ${more} til er med videre.`;
}
