// Forms with several cards or lines: without script all rows stand there; with it those that
// nobody has needed yet are folded away, and one more comes with a tap.

import { announce } from "./announce.js";
import { on } from "./bus.js";

const NUMBER = /-(\d+)(-text|-date)?$/;

export function startCardRows() {
  document.addEventListener("click", ({ target }) => {
    const line = target.closest?.("[data-add-line]");
    if (line) addLine(line.closest("[data-list-field]"))?.focus();
    const row = target.closest?.("[data-add-row]");
    if (row) unfold(row);
  });
  document.addEventListener("fields:restoring", makeRoom);
  document.addEventListener("fields:restored", fold);
  on("surface:changed", fold);
  fold();
}

/** Spare rows are folded unless something stands in them or they have been asked for. */
function fold() {
  for (const row of document.querySelectorAll("[data-card-row][data-spare]")) {
    row.hidden = !row.hasAttribute("data-wanted") && isEmpty(row);
  }
  for (const button of document.querySelectorAll("[data-add-row]")) {
    button.hidden = !nextOf(button);
  }
  for (const field of document.querySelectorAll("[data-list-field]")) offer(field);
}

function isEmpty(row) {
  return ![...row.querySelectorAll("input, textarea, select")].some(stands);
}

function stands(control) {
  return ["checkbox", "radio"].includes(control.type) ? control.checked : control.value.trim();
}

function nextOf(button) {
  return button.closest("form")?.querySelector("[data-card-row][data-spare][hidden]");
}

function unfold(button) {
  const row = nextOf(button);
  if (!row) return;
  row.dataset.wanted = "";
  row.hidden = false;
  button.hidden = !nextOf(button);
  row.querySelector("textarea, input:not([type=hidden])")?.focus();
}

function offer(field) {
  const button = field.querySelector("[data-add-line]");
  if (button) button.hidden = lines(field).length >= Number(button.dataset.most);
}

function lines(field) {
  return [...field.querySelectorAll(".list-rows > li")];
}

/** One more line like the last, empty. Gives its field, or null where there is no room. */
function addLine(field) {
  const button = field?.querySelector("[data-add-line]");
  const all = field ? lines(field) : [];
  if (!button || !all.length || all.length >= Number(button.dataset.most)) return null;
  const made = all.at(-1).cloneNode(true);
  for (const element of made.querySelectorAll("*")) renumber(element, all.length);
  all.at(-1).after(made);
  offer(field);
  announce(`Linje ${all.length + 1}`);
  return made.querySelector("input");
}

function renumber(element, number) {
  for (const name of ["id", "name", "for", "data-error-for", "aria-describedby"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replace(/-\d+(-text|-date)?(-error)?$/, `-${number}$1$2`));
  }
  if (element.matches("label.visually-hidden")) {
    element.textContent = element.textContent.replace(/\d+$/, String(number + 1));
  }
  if (element.matches("input")) {
    element.value = "";
    element.removeAttribute("value");
  }
  if (element.matches("[data-error-for]")) {
    element.textContent = "";
    element.hidden = true;
  }
}

/** Before kept text goes back into a form: lines it has and the page has not, come first. */
function makeRoom({ target: form, detail: names }) {
  for (const name of names) {
    if (form.elements.namedItem(name)) continue;
    const base = name.replace(NUMBER, "");
    const field = [...form.querySelectorAll("[data-list-field]")].find((candidate) =>
      candidate.querySelector("input")?.name.startsWith(`${base}-`),
    );
    while (field && !form.elements.namedItem(name) && addLine(field));
  }
}
