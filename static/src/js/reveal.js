// Things that open: a button with `data-toggle="<id>"`, a question asked in a <dialog> before
// a form is sent (`data-confirm="<dialog id>"` on its button).

import { on } from "./bus.js";

const opened = new Set();
const confirmed = new WeakSet();

export function startReveal() {
  document.addEventListener("click", clicked);
  document.addEventListener("submit", ask, { capture: true });
  on("surface:changed", drawAll);
}

function clicked(event) {
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) flip(toggle.dataset.toggle);
  if (event.target.closest("dialog [data-cancel]")) event.target.closest("dialog").close();
}

function flip(id) {
  const target = document.getElementById(id);
  if (!target) return;
  if (target.hidden) opened.add(id);
  else opened.delete(id);
  draw(id, target.hidden);
  if (opened.has(id)) target.querySelector("input, textarea, select")?.focus();
}

/** The surface comes from the server closed; what the person opened stays open. */
function drawAll() {
  for (const id of opened) draw(id, true);
}

function draw(id, open) {
  const target = document.getElementById(id);
  if (target) target.hidden = !open;
  for (const button of document.querySelectorAll(`[data-toggle="${CSS.escape(id)}"]`)) {
    button.setAttribute("aria-expanded", String(open));
  }
}

function ask(event) {
  const button = event.submitter;
  const dialog = document.getElementById(button?.dataset.confirm ?? "");
  if (!dialog?.showModal || confirmed.delete(button)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector("[data-yes]").onclick = () => {
    dialog.close();
    confirmed.add(button);
    event.target.requestSubmit(button);
  };
}
