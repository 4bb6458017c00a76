// Leading with keys or a clicker, for a signed-in leader at the projector or the remote. Others
// turn the pages of the board with the same arrows. The list of keys is templates/parts/keys.html.

import { turnPage } from "./board.js";
import { emit } from "./bus.js";

const TOO_SOON = 600;
const FORMS = {
  ArrowRight: "lead-advance", PageDown: "lead-advance", " ": "lead-advance",
  ArrowLeft: "lead-back", PageUp: "lead-back",
  "+": "lead-extend", p: "lead-pause",
  n: "lead-light-next", f: "lead-light-back", t: "lead-light-off",
  a: "lead-show-all", s: "lead-call",
};
const PAGES = { ArrowDown: 1, ArrowUp: -1 };
const PAGES_FOR_ALL = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };
const OFF = "facilitator:keys-off";
const last = new Map();

export function startKeys() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-keys-help]")) help();
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-keys-off]")) remember(target.checked);
  });
}

/** What a key does: {form}, {page}, {errand}, or nothing. Letters may be typed large or small. */
export function meaning(key, { leads, letters = true }) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (name === "?") return { errand: "help" };
  if (!letters && name.length === 1 && name !== " ") return {};
  if (name === "l") return { errand: "sound" };
  const page = PAGES[name] ?? (leads ? undefined : PAGES_FOR_ALL[name]);
  if (page) return { page };
  return leads && FORMS[name] ? { form: FORMS[name] } : {};
}

function pressed(event) {
  if (event.defaultPrevented || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  if (act(meaning(event.key, { leads: isLeader(), letters: !areOff() }))) event.preventDefault();
}

function act({ form, page, errand }) {
  if (page) turnPage(page);
  if (errand === "help") return help();
  if (errand === "sound") emit("sound:toggle");
  return form ? send(form) : Boolean(page || errand);
}

function send(id) {
  const form = document.getElementById(id);
  if (!form) return false;
  if (Date.now() - (last.get(id) ?? 0) > TOO_SOON) form.requestSubmit();
  last.set(id, Date.now());
  return true;
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (!dialog?.showModal) return false;
  for (const box of dialog.querySelectorAll("[data-keys-off]")) box.checked = areOff();
  if (!dialog.open) dialog.showModal();
  return true;
}

function isLeader() {
  const surface = document.getElementById("surface");
  return surface?.dataset.leader === "1" || document.body.dataset.leader === "1";
}

function areOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

/** Letters alone may be pressed by mistake, or by a voice that speaks to the machine. */
function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // Blocked storage: the keys are on again after the next load.
  }
}
