// The strengths picker: checkboxes in groups, with a search and a limit; where only one may be
// picked they are radios. Search looks in the whole text of an option, so that a word from the
// description finds it too. A picker that folds shows what was tapped alone, so that what is to
// be written next comes up; who walks through it with the keyboard keeps it open.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { fold } from "./filter.js";

const LIMIT_WORDS = ["null", "én", "to", "tre", "fire", "fem", "seks", "sju"];
const TAP = 1000;
const folded = new Set();
let tapped = -Infinity;

export function startPickers() {
  document.addEventListener("pointerup", () => {
    tapped = performance.now();
  });
  document.addEventListener("change", ({ target }) => {
    const picker = target.closest?.("[data-strengths]");
    if (picker && ["checkbox", "radio"].includes(target.type)) chosen(picker, target);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-strengths-unfold]");
    if (button) unfold(button.closest("[data-strengths]"));
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
  const limit = limitOf(picker);
  if (box.checked && checked(picker).length > limit) {
    box.checked = false;
    announce(`Du kan velge opptil ${LIMIT_WORDS[limit] ?? limit}.`);
  }
  if ("folds" in picker.dataset && performance.now() - tapped < TAP) folded.add(picker.id);
  draw(picker);
}

function draw(picker) {
  const boxes = checked(picker);
  const limit = limitOf(picker);
  set(picker, "[data-strengths-status]", limit > 1 ? `${boxes.length} av ${limit} valgt` : "");
  set(picker.closest("form") ?? picker, "[data-strengths-chosen]", boxes.map(nameOf).join(", "));
  if ("folds" in picker.dataset) drawFold(picker, boxes.length > 0);
  speak(picker, boxes);
}

/** The sentence begins with the strength, until somebody writes something better. */
function speak(picker, boxes) {
  const field = picker.closest("form")?.querySelector("[data-strength-word]");
  if (!field) return;
  const word = boxes.length ? nameOf(boxes[0]).toLowerCase() : "";
  if (field.value === "" || field.value === field.dataset.spoken) {
    field.value = word;
    field.dataset.spoken = word;
  }
}

function drawFold(picker, any) {
  if (!any) folded.delete(picker.id);
  const shut = folded.has(picker.id);
  for (const option of picker.querySelectorAll(".pick-item")) {
    option.hidden = shut && !option.querySelector("input").checked;
  }
  hideEmptyGroups(picker);
  const find = picker.querySelector("[data-strengths-find]");
  const more = picker.querySelector("[data-strengths-unfold]");
  find?.classList.toggle("is-folded", shut);
  if (more) more.hidden = !shut;
}

function unfold(picker) {
  folded.delete(picker.id);
  const field = picker.querySelector("[data-strengths-search]");
  if (field) field.value = "";
  draw(picker);
  checked(picker)[0]?.focus();
}

function search(field) {
  const picker = field.closest("[data-strengths]");
  if (folded.has(picker.id)) return;
  const wanted = fold(field.value);
  const options = [...picker.querySelectorAll(".pick-item")];
  for (const option of options) {
    const kept = option.querySelector("input")?.checked;
    option.hidden = !kept && !fold(option.dataset.words ?? option.textContent).includes(wanted);
  }
  hideEmptyGroups(picker);
  const count = options.filter((option) => !option.hidden).length;
  if (wanted) set(picker, "[data-strengths-status]", found(count));
  else draw(picker);
}

function hideEmptyGroups(picker) {
  for (const group of picker.querySelectorAll(".vgroup")) {
    group.hidden = !group.querySelector(".pick-item:not([hidden])");
  }
}

function found(count) {
  if (count === 0) return "Ingen styrker passer med søket.";
  return count === 1 ? "Én styrke" : `${count} styrker`;
}

function limitOf(picker) {
  return Number(picker.dataset.max ?? 5);
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
