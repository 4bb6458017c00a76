// Cards in columns. On the projector: a card that arrives is moved to its column, and what does
// not fit is turned to by hand. On a phone: a card's grip is dragged over a column, which presses
// that column's button; the buttons are always there too.

import { on } from "./bus.js";

const WIDE = 1366;
/** So many pages before cards are cut to one line each. */
const PATIENCE = { apart: 3, wide: 1 };
const NEAR_EDGE = 60;
const SCROLL = 12;
const TURNS = { ArrowDown: 1, ArrowUp: -1 };
const TURNS_FOR_ALL = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };

let wanted = 1;
let held = null;

export function startColumns() {
  addEventListener("resize", () => draw());
  document.fonts?.ready.then(draw);
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-page]")?.dataset.page;
    if (way && board()) turn(way === "next" ? 1 : -1);
  });
  document.addEventListener("keydown", turnByKey);
  on("surface:changed", ({ step }) => {
    if (step) wanted = 1;
    draw();
  });
  draw();
}

/** Which page each thing lies on: as many as fit below each other in `room`, in their order. */
export function pagesOf(heights, gap, room) {
  const pages = [];
  let page = 1;
  let used = 0;
  for (const height of heights) {
    const taken = used ? used + gap + height : height;
    if (used && taken > room) {
      page += 1;
      used = height;
    } else used = taken;
    pages.push(page);
  }
  return pages;
}

function board() {
  return document.querySelector("[data-columns]");
}

function draw() {
  if (!board()) return;
  settle();
  const cols = board().querySelector(".cols");
  showPager(false);
  let plan = planOf(cols);
  if (plan.pages > 1) {
    showPager(true); // it takes some of the room itself
    plan = planOf(cols);
  }
  wanted = Math.max(1, Math.min(wanted, plan.pages));
  show(cols, plan);
  drawPager(plan.pages);
}

/** Live cards lie where they were put; each belongs in the column that it says itself. */
function settle() {
  const columns = new Map(
    [...board().querySelectorAll("[data-column-of]")].map((column) => [
      column.dataset.columnOf,
      column.querySelector(".col-cards"),
    ]),
  );
  for (const card of board().querySelectorAll(".card")) {
    const list = columns.get(card.dataset.column ?? "") ?? columns.get("");
    if (list && card.parentElement !== list) list.append(card);
  }
}

/**
 * The pages of every column: roomy, then smaller sheets, then on a wide screen a line each, and
 * only then further pages. Below that width a line says too little, so some pages come first,
 * and what is not settled has pages of its own.
 */
function planOf(cols) {
  open(cols);
  const lists = [...cols.querySelectorAll(".col-cards")];
  const apart = innerWidth < WIDE;
  const main = apart ? lists.filter((list) => !isRest(list)) : lists;
  const rest = apart ? lists.find(isRest) : undefined;
  cols.toggleAttribute("data-paged", apart);
  if (rest) rest.parentElement.hidden = true;
  let places = main.map(placed);
  for (const denser of ["data-tight", "data-strips"]) {
    const enough = denser === "data-strips" && apart ? PATIENCE.apart : PATIENCE.wide;
    if (most(places) <= enough) break;
    cols.setAttribute(denser, "");
    places = main.map(placed);
  }
  const mainPages = most(places);
  const restPlaces = rest ? placedApart(cols, rest) : [];
  const pages = mainPages + Math.max(0, ...restPlaces);
  return { main, places, mainPages, rest, restPlaces, pages };
}

/** What is not settled lies in two columns on a page of its own. */
function placedApart(cols, list) {
  cols.setAttribute("data-rest", "");
  list.parentElement.hidden = false;
  const places = placed(list).map((column) => Math.ceil(column / 2));
  cols.removeAttribute("data-rest");
  return places;
}

function open(cols) {
  for (const name of ["data-rest", "data-tight", "data-strips"]) cols.removeAttribute(name);
  cols.querySelectorAll(".card, .col").forEach((element) => (element.hidden = false));
}

function placed(list) {
  const cards = [...list.children];
  const gap = parseFloat(getComputedStyle(list).rowGap) || 0;
  return pagesOf(cards.map(({ offsetHeight }) => offsetHeight), gap, list.clientHeight - 2);
}

function most(places) {
  return Math.max(1, ...places.flat());
}

function isRest(list) {
  return list.parentElement.dataset.columnOf === "";
}

function show(cols, { main, places, mainPages, rest, restPlaces }) {
  const onRest = wanted > mainPages;
  cols.toggleAttribute("data-rest", onRest);
  if (rest) rest.parentElement.hidden = !onRest;
  if (onRest) hideOthers(rest, restPlaces, wanted - mainPages);
  main.forEach((list, index) => hideOthers(list, places[index], wanted));
}

function hideOthers(list, places, page) {
  [...list.children].forEach((card, index) => (card.hidden = places[index] !== page));
}

function drawPager(pages) {
  const pager = document.querySelector("[data-columns-pager]");
  if (!pager) return;
  const label = `Side ${wanted} av ${pages}`;
  const text = pager.querySelector("[data-columns-label]");
  if (text.textContent !== label) text.textContent = label;
  pager.querySelector('[data-page="back"]').disabled = wanted === 1;
  pager.querySelector('[data-page="next"]').disabled = wanted === pages;
}

function showPager(shown) {
  const pager = document.querySelector("[data-columns-pager]");
  if (pager) pager.hidden = !shown;
}

function turn(step) {
  wanted += step;
  draw();
}

function turnByKey(event) {
  if (!board() || event.target.closest("input, textarea, select, dialog")) return;
  const leads = document.getElementById("surface")?.dataset.leader === "1";
  const step = TURNS[event.key] ?? (leads ? undefined : TURNS_FOR_ALL[event.key]);
  if (step) turn(step);
}

// --- drag, on the phone of whoever has the pen -----------------------------------------------

export function startSorting() {
  document.addEventListener("pointerdown", lift);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", letGo);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && letGo());
}

function lift(event) {
  const card = event.target.closest?.("[data-grip]")?.closest("[data-sort-card]");
  if (!card || event.button > 0) return;
  event.preventDefault();
  held = { card, x: event.clientX, y: event.clientY, scroll: scrollY };
  card.setAttribute("data-held", "");
}

function move(event) {
  if (!held) return;
  const down = event.clientY - held.y + (scrollY - held.scroll);
  held.card.style.transform = `translate(${event.clientX - held.x}px, ${down}px)`;
  scrollNear(event.clientY);
  const over = columnAt(event);
  for (const column of columns()) column.toggleAttribute("data-over", column === over);
}

function scrollNear(y) {
  if (y < NEAR_EDGE) scrollBy(0, -SCROLL);
  if (y > innerHeight - NEAR_EDGE) scrollBy(0, SCROLL);
}

function drop(event) {
  if (!held) return;
  const { card } = held;
  const column = columnAt(event);
  letGo();
  const button = column && buttonFor(card, column.dataset.drop);
  if (button && button.getAttribute("aria-pressed") !== "true") button.form.requestSubmit(button);
}

function buttonFor(card, key) {
  return [...card.querySelectorAll('button[name="column"]')].find(({ value }) => value === key);
}

function columnAt({ clientX, clientY }) {
  return document.elementFromPoint(clientX, clientY)?.closest("[data-drop]") ?? null;
}

function columns() {
  return document.querySelectorAll("[data-drop]");
}

function letGo() {
  if (!held) return;
  held.card.removeAttribute("data-held");
  held.card.style.transform = "";
  held = null;
  for (const column of columns()) column.removeAttribute("data-over");
}
