// Words in no order. On the projector they are laid in airy rows: a word that comes moves only
// those of its own row, and all are of one size. The mixing is that of board_words.py.

import { on } from "./bus.js";

const GAP = 1.1;
const LETTERS = [4, 3, 2, 1];
const AIRY = 0.62;
const TIGHT = 0.94;
const LEAD = 1.08;
const AIR_ABOVE = 1.6;
const ROWS = [3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16];
let shown = 0;
let observer = null;

export function startWordsWall() {
  on("surface:changed", () => arrangeAll());
  addEventListener("resize", () => arrangeAll());
  document.fonts?.ready.then(() => arrangeAll());
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-words-next]")) return;
    shown += 1;
    arrangeAll();
  });
  arrangeAll();
}

/** A number of 32 bits that looks like chance and is always the same for a card. */
export function mixed(activity, card) {
  let found = (Math.imul(card, 0x9e3779b1) + Math.imul(activity, 0x85ebca6b)) >>> 0;
  for (const [shift, factor] of [[16, 0x7feb352d], [15, 0x846ca68b]]) {
    found = Math.imul(found ^ (found >>> shift), factor) >>> 0;
  }
  return (found ^ (found >>> 16)) >>> 0;
}

/**
 * Lays words in pages of rows. `words` are {id, key, width} in order of arrival; `most` is how
 * many rows there is height for. Gives pages of rows of ids, in the order of their keys.
 */
export function pagesOf(words, { width, gap, most }) {
  const wanted = rowsWanted(words, width, gap);
  const count = Math.max(1, Math.min(wanted, most));
  const pages = [];
  let rest = words;
  while (rest.length) {
    const { rows, left } = fill(rest, count, width * (wanted > most ? TIGHT : 1), gap);
    pages.push(rows);
    rest = left;
  }
  return pages.map((rows) => rows.filter((row) => row.words.length).map(inOrder));
}

/** In how many rows the words have air around them. */
function rowsWanted(words, width, gap) {
  const total = words.reduce((sum, word) => sum + word.width + gap, 0);
  return ROWS.find((rows) => total <= rows * width * AIRY) ?? Infinity;
}

function fill(words, count, width, gap) {
  const rows = Array.from({ length: count }, () => ({ used: 0, words: [] }));
  const left = [];
  for (const word of words) {
    const row = rowFor(rows, word, width, gap);
    if (!row) {
      left.push(word);
      continue;
    }
    row.words.push(word);
    row.used += word.width + gap;
  }
  return { rows, left };
}

/** The emptier of two rows that chance points at; else the emptiest, if the word fits at all. */
function rowFor(rows, word, width, gap) {
  const two = [rows[word.key % rows.length], rows[(word.key >>> 9) % rows.length]];
  const fits = (row) => row.used === 0 || row.used + word.width + gap <= width;
  const byRoom = (a, b) => a.used - b.used;
  return two.sort(byRoom).find(fits) ?? [...rows].sort(byRoom).find(fits);
}

function inOrder(row) {
  return [...row.words].sort((a, b) => a.key - b.key).map(({ id }) => id);
}

function arrangeAll() {
  observer?.disconnect();
  observer ??= new MutationObserver(arrangeAll);
  for (const list of document.querySelectorAll("[data-words][data-slot]")) {
    arrange(list);
    observer.observe(list, { childList: true });
  }
}

function arrange(list) {
  const activity = Number(list.dataset.slot.split("-")[1]);
  list.querySelectorAll(".row-break").forEach((rest) => rest.remove());
  const cards = [...list.querySelectorAll(".card")];
  const key = (card) => mixed(activity, number(card));
  if (!list.hasAttribute("data-rows")) {
    putInOrder(list, [...cards].sort((a, b) => key(a) - key(b)));
    return;
  }
  cards.forEach((card) => (card.hidden = false));
  const inTurn = [...cards].sort((a, b) => number(a) - number(b));
  const { words, room } = largest(list, inTurn, key);
  show(list, pagesOf(words, room));
}

/** The largest letters with air around the words; all words always have the same. */
function largest(list, cards, key) {
  let found = null;
  for (const letters of LETTERS) {
    list.dataset.letters = letters;
    found = measured(list, cards, key);
    const wanted = rowsWanted(found.words, found.room.width, found.room.gap);
    if (wanted <= found.room.most / AIR_ABOVE) break;
  }
  return found;
}

function measured(list, cards, key) {
  const size = parseFloat(getComputedStyle(list).fontSize);
  const tallest = Math.max(size * 1.2, ...cards.map((card) => card.offsetHeight));
  const most = Math.max(1, Math.floor(list.clientHeight / (tallest * LEAD)));
  return {
    words: cards.map((card) => ({ id: card.id, key: key(card), width: Math.ceil(card.offsetWidth) })),
    room: { width: list.clientWidth, gap: size * GAP, most },
  };
}

function number(card) {
  return Number(card.id.split("-")[1]);
}

function show(list, pages) {
  const page = pages.length ? shown % pages.length : 0;
  const nodes = [];
  pages.forEach((rows, number) => {
    rows.forEach((row, index) => {
      if (number === page && index > 0) nodes.push(rowBreak());
      for (const id of row) {
        const card = document.getElementById(id);
        card.hidden = number !== page;
        nodes.push(card);
      }
    });
  });
  putInOrder(list, nodes);
  const foot = document.querySelector("[data-words-pages]");
  if (foot) foot.hidden = pages.length < 2;
  const label = document.querySelector("[data-words-page]");
  if (label) label.textContent = `Side ${page + 1} av ${pages.length}`;
}

/** Moves only what does not stand where it should. */
function putInOrder(list, nodes) {
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

function rowBreak() {
  const row = document.createElement("li");
  row.className = "row-break";
  row.setAttribute("aria-hidden", "true");
  return row;
}
