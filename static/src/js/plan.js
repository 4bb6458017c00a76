// The kjøreplan on the desk: the list stays where it is while one looks at another item, and
// items are moved by dragging, by arrow keys on the handle, or by buttons. Without script the
// links are links and the buttons are forms.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { startDragging } from "./dragging.js";
import { send } from "./http.js";
import { morph, parse } from "./morph.js";
import { dropTheirs, takeTheirs } from "./theirs.js";
import { isDirty } from "./writing.js";

const LOST = "Det kom ikke fram. Prøv igjen.";
let moves = Promise.resolve();

export function startPlan() {
  const { address } = surface().dataset;
  // A page that was made by a form has an address that cannot be fetched again.
  if (location.pathname !== address) history.replaceState(null, "", address);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("submit", submitted, { capture: true });
  addEventListener("popstate", () => show(location.href));
  addEventListener("beforeunload", (event) => isSomebodyWriting() && event.preventDefault());
  on("surface:refresh", () => show(location.href));
  startDragging({ list: () => document.getElementById("rows"), dropped: moveTo });
  showScriptOnly();
}

function surface() {
  return document.getElementById("surface");
}

function isSomebodyWriting() {
  return [...document.forms].some(isDirty);
}

// --- looking at one item after another ------------------------------------------------------

function clicked(event) {
  const step = event.target.closest("[data-step-by]");
  if (step) return stepBy(step);
  const link = event.target.closest("a[data-plan-link]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  // With something unsaved the browser asks first, as for any other page.
  if (!link || !plain || isSomebodyWriting()) return undefined;
  event.preventDefault();
  return visit(link.href);
}

async function visit(href) {
  if (!(await show(href))) return location.assign(href);
  history.pushState(null, "", href);
  say("");
  const heading = document.getElementById("panel-h");
  document.getElementById("panel").scrollTop = 0;
  heading?.focus({ preventScroll: true });
  if (matchMedia("(max-width: 1100px)").matches) heading?.scrollIntoView({ block: "start" });
  return undefined;
}

/** Puts the page of an address in place of this one. False when there is none to show. */
async function show(href) {
  try {
    const headers = { "X-Snapshot": "1" };
    const response = await fetch(href, { headers, cache: "no-store", credentials: "same-origin" });
    const fresh = response.ok && !response.redirected && parse((await response.text()).trim());
    if (fresh?.id !== "surface") return false;
    for (const form of document.forms) {
      if (isDirty(form)) takeTheirs(form, fresh);
      else dropTheirs(form);
    }
    morph(surface(), fresh);
    showScriptOnly();
    return true;
  } catch {
    return false;
  }
}

/** What does nothing without script is hidden until there is one. */
function showScriptOnly() {
  for (const element of document.querySelectorAll("[data-step-by], [data-script-only]")) {
    element.hidden = false;
  }
}

function stepBy(button) {
  const field = document.getElementById(button.dataset.stepFor);
  const value = Number.parseInt(field.value, 10) || 0;
  field.value = String(Math.max(1, value + Number(button.dataset.stepBy)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  announce(field.value);
}

// --- moving -----------------------------------------------------------------------------------

function pressed(event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || !by) return;
  event.preventDefault();
  shift(handle.closest("[data-item]"), by, () => document.getElementById(handle.id));
}

function submitted(event) {
  const form = event.target.closest("form[data-move]");
  if (!form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { id } = event.submitter;
  const by = event.submitter.value === "up" ? -1 : 1;
  const other = id === "move-up" ? "move-down" : "move-up";
  const row = document.getElementById(`row-${form.dataset.move}`);
  shift(row, by, () => document.getElementById(id) ?? document.getElementById(other));
}

/** One step up or down from where the row is when its turn comes: quick presses all count. */
function shift({ id }, by, focusOn) {
  moves = moves.then(() => {
    const row = document.getElementById(id);
    const rows = row ? [...row.parentElement.children] : [];
    const to = rows.indexOf(row) + by;
    return to < 0 || to >= rows.length ? undefined : move(row, to, focusOn);
  });
}

/** `to` is the place in the list as it will be afterwards. */
function moveTo(row, to) {
  moves = moves.then(() => move(row, to));
}

async function move(row, to, focusOn = () => null) {
  const { address, version } = surface().dataset;
  const { item, title } = row.dataset;
  const fields = [["version", version], ["to", String(to)]];
  const { kind, body } = await send(`${address}/punkt/${item}/flytt`, fields);
  await show(location.href);
  focusOn()?.focus();
  say(kind === "ok" ? "" : (body?.message ?? LOST));
  if (kind === "ok") announce(placeOf(item, title));
}

function placeOf(item, title) {
  const row = document.getElementById(`row-${item}`);
  const number = row ? [...row.parentElement.children].indexOf(row) + 1 : 0;
  const time = row?.querySelector("time")?.textContent ?? "";
  return `${title} er nå punkt ${number}, klokka ${time}.`;
}

function say(text) {
  const status = document.querySelector("[data-press-status]");
  status.textContent = text;
  status.hidden = text === "";
  if (text) announce(text);
}
