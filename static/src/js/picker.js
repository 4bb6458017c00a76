// The strengths picker: checkboxes in six groups, with a search and a limit. Search looks in
// the whole text of an option, so that a word from the description finds it too.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { fold } from "./filter.js";

const LIMIT_WORDS = ["null", "én", "to", "tre", "fire", "fem", "seks", "sju"];

export function startPickers() {
  document.addEventListener("change", ({ target }) => {
    const picker = target.closest?.("[data-picker]");
    if (picker && target.type === "checkbox") chosen(picker, target);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-picker-search]")) search(target);
  });
  document.addEventListener("fields:restored", drawAll);
  on("surface:changed", drawAll);
  drawAll();
}

function drawAll() {
  document.querySelectorAll("[data-picker]").forEach(draw);
  document.querySelectorAll("[data-picker-search]").forEach((field) => field.value && search(field));
}

function chosen(picker, box) {
  const limit = Number(picker.dataset.max ?? 5);
  if (box.checked && checked(picker).length > limit) {
    box.checked = false;
    announce(`Du kan velge opptil ${LIMIT_WORDS[limit] ?? limit}.`);
  }
  draw(picker);
}

function draw(picker) {
  const boxes = checked(picker);
  const limit = Number(picker.dataset.max ?? 5);
  set(picker, "[data-picker-count]", `${boxes.length} av ${limit} valgt`);
  set(picker, "[data-picker-chosen]", boxes.map(nameOf).join(", "));
}

function search(field) {
  const picker = field.closest("[data-picker]");
  const wanted = fold(field.value);
  const options = [...picker.querySelectorAll("[data-strength]")];
  for (const option of options) {
    const kept = option.querySelector("input")?.checked;
    option.hidden = !kept && !fold(option.textContent).includes(wanted);
  }
  for (const group of picker.querySelectorAll(".vgroup")) {
    group.hidden = !group.querySelector("[data-strength]:not([hidden])");
  }
  const count = options.filter((option) => !option.hidden).length;
  set(picker, "[data-picker-found]", wanted ? found(count) : "");
}

function found(count) {
  if (count === 0) return "Ingen styrker passer med søket.";
  return count === 1 ? "Én styrke" : `${count} styrker`;
}

function checked(picker) {
  return [...picker.querySelectorAll("[data-strength] input:checked")];
}

function nameOf(box) {
  return box.dataset.name ?? box.closest("[data-strength]").dataset.strength;
}

function set(picker, selector, text) {
  const element = picker.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}
