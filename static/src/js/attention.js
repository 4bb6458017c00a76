// «Se opp»: the prosessleder asks all who look at a phone to look up. A dark screen lies over the
// page for a moment, until it is tapped or the time is out. Nothing underneath is touched: the
// field, what is written in it and the place in the text are as they were.

import { emit, on } from "./bus.js";
import { serverNow } from "./offset.js";
import { isDirty, markClean, markDirty } from "./writing.js";

const LASTS = 15_000;
const LEAST = 2_000;
const SHAKE = [180, 120, 180];
let seen = 0;
let timer = null;

export function startAttention() {
  on("surface:changed", look);
  on("surface:held", look);
  look();
}

/** How long a call is still to be shown, in milliseconds; 0 for one that is over or was seen. */
export function timeLeft(called, { now, seen: last }) {
  const left = Math.min(LASTS, called + LASTS - now);
  return called > last && left >= LEAST ? left : 0;
}

function look() {
  const called = Number(document.getElementById("called")?.dataset.called ?? 0);
  const left = timeLeft(called, { now: serverNow(), seen });
  if (!left) return;
  seen = called;
  show(left);
}

function show(left) {
  const dialog = document.getElementById("look-up") ?? make();
  clearTimeout(timer);
  timer = setTimeout(() => dialog.close(), left);
  if (dialog.open) return;
  holdPlace(dialog);
  dialog.showModal();
  emit("attention:called");
  // Browsers complain of a phone that shakes before it has been touched.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKE);
}

/** Who was writing is writing still: no new step may take the field away meanwhile. */
function holdPlace(dialog) {
  const field = document.activeElement;
  const { form = null, selectionStart: from, selectionEnd: to } = field ?? {};
  const lent = form && !isDirty(form);
  if (lent) markDirty(form);
  dialog.onclose = () => {
    clearTimeout(timer);
    if (lent) markClean(form);
    if (!field?.isConnected || field === document.body) return;
    // The browser has given it back already, and somebody may have begun to write.
    if (document.activeElement === field) return;
    field.focus({ preventScroll: true });
    if (typeof from === "number") field.setSelectionRange?.(from, to);
  };
}

function make() {
  const dialog = document.createElement("dialog");
  dialog.id = "look-up";
  dialog.className = "look-up";
  dialog.dataset.colorScheme = "dark";
  dialog.setAttribute("aria-labelledby", "look-up-title");
  const title = document.createElement("h2");
  title.id = "look-up-title";
  title.textContent = "Se opp";
  const text = document.createElement("p");
  text.textContent = "Det du skriver, er trygt.";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.textContent = "Tilbake til telefonen";
  dialog.append(title, text, button);
  dialog.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return dialog;
}
