// Help with the text itself: how long it is, and a first name made into «jeg» with one tap.

import { on } from "./bus.js";

export function startWords() {
  document.addEventListener("input", ({ target }) => target.form && countIn(target.form));
  document.addEventListener("fields:restored", drawAll);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-replace]");
    if (button) replaceIn(button);
  });
  on("surface:changed", drawAll);
  drawAll();
}

/**
 * Replaces whole words, and keeps the capital where a sentence begins. The words are split
 * out instead of looked for from behind, which older iPhones cannot.
 */
export function replaceWord(text, word, by) {
  const parts = text.split(/([\p{L}\p{N}_-]+)/u);
  return parts.map((part, i) => (part === word ? fitted(by, parts.slice(0, i)) : part)).join("");
}

function fitted(by, before) {
  const begins = /(^|[.?!:»]\s+|\n\s*)[«"–\s]*$/u.test(before.join(""));
  return begins ? by.charAt(0).toUpperCase() + by.slice(1) : by;
}

export function length(text) {
  return [...text.replaceAll("\r\n", "\n")].length;
}

function drawAll() {
  document.querySelectorAll("form").forEach(countIn);
}

function countIn(form) {
  for (const counter of form.querySelectorAll("[data-count-for]")) {
    const field = form.elements[counter.dataset.countFor];
    if (field) count(counter, field);
  }
}

function count(counter, field) {
  const most = Number(counter.dataset.max ?? (field.maxLength > 0 ? field.maxLength : 0));
  const used = length(field.value);
  counter.textContent = most ? `${used} av ${most} tegn` : `${used} tegn`;
  counter.toggleAttribute("data-over", Boolean(most) && used > most);
}

function replaceIn(button) {
  const { replace, replaceBy = "jeg", replaceFields = "text title" } = button.dataset;
  const form = button.form ?? button.closest("form");
  for (const name of replaceFields.split(" ")) {
    const field = form?.elements[name];
    if (field) put(field, replaceWord(field.value, replace, replaceBy));
  }
  const hint = button.closest("[data-name-hint]");
  if (hint) hint.hidden = true;
}

function put(field, text) {
  if (field.value === text) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
