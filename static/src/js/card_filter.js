// Finding cards in the list of the board, on one's own screen alone: words in them, their table
// or one of their strengths. Cards that arrive are looked through like the others.

import { on } from "./bus.js";
import { fits } from "./filter.js";

const FEW = 6;
const MARKS = { Bord: ".card-table", Styrke: ".card-strength .word" };

export function startCardFilter() {
  document.addEventListener("input", ({ target }) => {
    if (target.closest?.("[data-card-filter]")) look();
  });
  on("surface:changed", look);
  look();
}

/** The choices of a list: Map of group → its words in order, tables by number. */
export function choicesOf(cards) {
  const found = new Map(Object.keys(MARKS).map((name) => [name, new Set()]));
  for (const { marks } of cards) {
    for (const [name, words] of Object.entries(marks)) words.forEach((w) => found.get(name).add(w));
  }
  const order = new Intl.Collator("nb", { numeric: true });
  return new Map([...found].map(([name, words]) => [name, [...words].sort(order.compare)]));
}

/** Whether a card has the words and the chosen mark, `Bord:Bord 3`; nothing asked fits all. */
export function isWanted({ text, marks }, { words, mark }) {
  const [name, ...rest] = mark.split(":");
  const marked = !mark || (marks[name] ?? []).includes(rest.join(":"));
  return marked && (!words.trim() || fits(text, words));
}

function look() {
  const box = document.querySelector("[data-card-filter]");
  if (!box) return;
  const cards = [...document.querySelectorAll(".wall-list .card")].map(read);
  const select = box.querySelector("select");
  const asked = { words: box.querySelector("input").value, mark: select.value };
  box.hidden = cards.length < FEW && !asked.words && !asked.mark;
  fill(select, choicesOf(cards));
  for (const card of cards) card.element.hidden = !isWanted(card, asked);
  hideEmptyHeadings();
  say(box, cards, asked);
}

function read(element) {
  const words = (selector) => [...element.querySelectorAll(selector)].map((e) => e.textContent.trim());
  const marks = Object.fromEntries(Object.entries(MARKS).map(([name, s]) => [name, words(s)]));
  return { element, text: element.textContent.replaceAll("\u00ad", ""), marks };
}

/** The choice that is made stays, also when no card has it any more. */
function fill(select, choices) {
  const key = JSON.stringify([...choices]);
  if (select.dataset.choices === key) return;
  select.dataset.choices = key;
  const chosen = select.value;
  select.querySelectorAll("optgroup").forEach((group) => group.remove());
  for (const [name, words] of choices) if (words.length) select.append(groupOf(name, words));
  select.value = chosen;
  if (select.value !== chosen) select.value = "";
}

function groupOf(name, words) {
  const group = document.createElement("optgroup");
  group.label = name;
  group.append(...words.map((word) => new Option(word, `${name}:${word}`)));
  return group;
}

function hideEmptyHeadings() {
  for (const cluster of document.querySelectorAll(".wall-list .cluster")) {
    cluster.hidden = !cluster.querySelector(".card:not([hidden])");
  }
}

function say(box, cards, { words, mark }) {
  const count = cards.filter(({ element }) => !element.hidden).length;
  const text = words || mark ? `${count || "Ingen"} av ${cards.length} kort passer` : "";
  const status = box.querySelector("[data-card-count]");
  if (status.textContent !== text) status.textContent = text;
}
