// The strengths picker: checkboxes in six groups, with a search and a limit. Search looks in
// the whole text of an option, so that a word from the description finds it too.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { fold } from "./filter.js";

const LIMIT_WORDS = ["null", "én", "to", "tre", "fire", "fem", "seks", "sju"];

export function startPickers() {
  document.addEventListener("change", ({ target }) => {
    const picker = target.closest?.("[data-strengths]");
    if (picker && target.type === "checkbox") chosen(picker, target);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-strengths-search]")) search(target);
  });
  document.addEventListener("fields:restored", drawAll);
  on("surface:changed", drawAll);
  drawAll();
}

function drawAll() {
  document.querySelectorAll("[data-strengths]").forEach(draw);
  for (const field of document.querySelectorAll("[data-strengths-search]")) {
    if (field.value) search(field);
  }
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
  set(picker, "[data-strengths-status]", `${boxes.length} av ${limit} valgt`);
  set(picker.closest("form") ?? picker, "[data-strengths-chosen]", boxes.map(nameOf).join(", "));
}

function search(field) {
  const picker = field.closest("[data-strengths]");
  const wanted = fold(field.value);
  const options = [...picker.querySelectorAll(".pick-item")];
  for (const option of options) {
    const kept = option.querySelector("input")?.checked;
    option.hidden = !kept && !fold(option.dataset.words ?? option.textContent).includes(wanted);
  }
  for (const group of picker.querySelectorAll(".vgroup")) {
    group.hidden = !group.querySelector(".pick-item:not([hidden])");
  }
  const count = options.filter((option) => !option.hidden).length;
  if (wanted) set(picker, "[data-strengths-status]", found(count));
  else draw(picker);
}

function found(count) {
  if (count === 0) return "Ingen styrker passer med søket.";
  return count === 1 ? "Én styrke" : `${count} styrker`;
}

function checked(picker) {
  return [...picker.querySelectorAll(".pick-item input:checked")];
}

function nameOf(box) {
  return box.closest(".pick-item").querySelector("label").textContent.trim();
}

function set(picker, selector, text) {
  const element = picker.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}
