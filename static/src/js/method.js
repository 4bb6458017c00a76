// The editor of a method: what is typed is saved by itself, within two seconds of the last
// keystroke and at once for a choice; the page then follows what the server made of it. Without
// script each form has its button and the links are links.

import { announce } from "./announce.js";
import { clearErrors, showErrors } from "./errors.js";
import { controls, isText, readFields } from "./fields.js";
import { send } from "./http.js";
import { morph, parse } from "./morph.js";
import { dropTheirs, takeTheirs } from "./theirs.js";
import { isDirty, markClean, markDirty } from "./writing.js";

const QUIET = 900;
const AGAIN = 4000;
const CHANGED = 409;
const READ = 8000;
const WORDS = { saved: "Lagret", waits: "Ikke lagret ennå", lost: "Får ikke lagret, prøver igjen" };
let timer = 0;
let told = 0;
let work = Promise.resolve();

export function startMethod() {
  document.addEventListener("input", typed);
  document.addEventListener("submit", submitted, { capture: true });
  document.addEventListener("click", clicked);
  addEventListener("popstate", () => inTurn(() => show(location.href)));
  addEventListener("beforeunload", (event) => form() && isDirty(form()) && event.preventDefault());
  // A page that a form has made stands at an address that cannot be fetched again.
  const { address } = surface().dataset;
  if (location.pathname !== new URL(address, location.href).pathname) {
    history.replaceState(null, "", address);
  }
}

function surface() {
  return document.getElementById("surface");
}

function form() {
  return document.querySelector("form[data-autosave]");
}

/** One thing at a time, in the order in which they were asked for. */
function inTurn(act) {
  work = work.then(() => act(), () => act());
  return work;
}

// --- saving by itself -------------------------------------------------------------------------

function typed({ target }) {
  if (!target.form?.matches("[data-autosave]") || target.hasAttribute("data-new")) return;
  markDirty(target.form);
  say("waits");
  clearTimeout(timer);
  timer = setTimeout(() => inTurn(save), isText(target) ? QUIET : 0);
}

/** Sends what is in the form. Gives whether the server has it. */
async function save(extra = []) {
  clearTimeout(timer);
  const sent = form();
  if (!sent || (!isDirty(sent) && !extra.length)) return true;
  markClean(sent);
  const answer = await send(sent.getAttribute("action"), [...readFields(sent), ...extra]);
  if (answer.kind === "ok") await accepted(sent, answer.body, extra);
  else await refused(sent, answer, extra);
  return answer.kind === "ok";
}

async function accepted(sent, body, extra) {
  clearErrors(sent);
  dropTheirs(sent);
  if (extra.length) for (const field of sent.querySelectorAll("[data-new]")) field.value = "";
  await show(location.href);
  tell(body);
  say(form() && isDirty(form()) ? "waits" : "saved");
}

async function refused(sent, { kind, status, body }, extra) {
  markDirty(sent);
  if (kind === "retry") {
    say("lost");
    timer = setTimeout(() => inTurn(() => save(extra)), AGAIN);
    return;
  }
  say("waits");
  if (status === CHANGED) {
    fault(body?.message ?? "");
    await show(location.href);
  } else {
    showErrors(sent, body ?? {}, status);
  }
}

function say(state) {
  const place = document.querySelector("[data-save]");
  if (!place || place.dataset.save === state) return;
  place.dataset.save = state;
  place.querySelector("[data-save-status]").textContent = WORDS[state];
}

function fault(text) {
  const place = document.querySelector("[data-press-status]");
  place.textContent = text;
  place.hidden = text === "";
  place.dataset.keep = "";
  if (text) announce(text);
}

/** What followed that nobody asked for, and the way back. It lies over the page. */
function tell({ notice = "", undo = "" }) {
  fault("");
  const place = document.getElementById("undo");
  place.hidden = !notice;
  place.querySelector("[data-method-notice]").textContent = notice;
  place.elements.taken.value = undo;
  place.elements.revision.value = surface().dataset.revision;
  place.querySelector("button").hidden = !undo;
  clearTimeout(told);
  if (!undo) told = setTimeout(() => { place.hidden = true; }, READ);
}

// --- presses ----------------------------------------------------------------------------------

function submitted(event) {
  const pressed = event.target.closest("form[data-autosave], form[data-method-act]");
  if (!pressed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  if (pressed.matches("[data-autosave]")) {
    const verb = submitter?.name ? [[submitter.name, submitter.value]] : [];
    if (!verb.length) markDirty(pressed);
    inTurn(() => save(verb));
  } else {
    inTurn(() => act(pressed, submitter));
  }
}

/** What is typed goes first, so that the press is about what one sees. */
async function act(pressed, submitter) {
  if (!(await save())) return;
  const fields = readFields(pressed, submitter).filter(([name]) => name !== "revision");
  const sent = [...fields, ["revision", surface().dataset.revision]];
  const answer = await send(pressed.getAttribute("action"), sent);
  if (answer.kind !== "ok") {
    await show(location.href);
    fault(answer.body?.message ?? "Det kom ikke fram. Prøv igjen.");
    if (pressed.dataset.methodAct === "edition") document.getElementById("med-faults-h")?.focus();
    return;
  }
  const details = document.getElementById("med-new");
  if (details) details.open = false;
  const moved = submitter?.id;
  await show(answer.body.next);
  if (answer.body.next !== location.href) history.pushState(null, "", answer.body.next);
  tell(answer.body);
  follow(moved);
}

/** The focus stays on what was pressed; where that is gone, it goes to the form. */
function follow(id) {
  const still = id && document.getElementById(id);
  if (id) (still ?? document.querySelector("#med-move button"))?.focus();
  else if (document.activeElement === document.body) document.getElementById("med-h")?.focus();
}

// --- looking at one phase after another -------------------------------------------------------

function clicked(event) {
  const link = event.target.closest("a[data-method-link]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!link || !plain) return;
  event.preventDefault();
  inTurn(() => visit(link.href));
}

async function visit(href) {
  if (!(await save())) return;
  if (!(await show(href))) {
    location.assign(href);
    return;
  }
  history.pushState(null, "", href);
  tell({});
  const wanted = document.getElementById(new URL(href).hash.slice(1));
  open(wanted);
  (wanted ?? document.getElementById("med-h"))?.focus({ preventScroll: !wanted });
  if (matchMedia("(max-width: 1100px)").matches) form()?.scrollIntoView({ block: "start" });
}

function open(element) {
  const folded = element?.closest("details");
  if (folded) folded.open = true;
}

/** Puts the page of an address in place of this one. False when there is none to show. */
async function show(href) {
  try {
    const headers = { "X-Snapshot": "1" };
    const response = await fetch(href, { headers, cache: "no-store", credentials: "same-origin" });
    const fresh = response.ok && !response.redirected && parse((await response.text()).trim());
    if (fresh?.id !== "surface") return false;
    const writing = form();
    const elsewhere = fresh.querySelector("form[data-autosave]")?.id !== writing?.id;
    if (writing && isDirty(writing)) {
      // Somebody went on typing while the next page was on its way: that goes first.
      if (elsewhere) return (await save()) && show(href);
      takeTheirs(writing, fresh);
    }
    if (elsewhere && writing?.contains(document.activeElement)) document.activeElement.blur();
    const state = document.querySelector("[data-save]")?.dataset.save;
    morph(surface(), fresh);
    if (state !== "saved") say(state);
    followChoices();
    return true;
  } catch {
    return false;
  }
}

/** A choice that somebody has made does not follow the page by itself; and what is kept is now
    what a later change is compared with. */
function followChoices() {
  const now = form();
  if (!now || isDirty(now)) return;
  for (const field of controls(now)) {
    if (field.tagName === "SELECT") {
      const chosen = [...field.options].find((option) => option.defaultSelected);
      if (chosen) chosen.selected = true;
    } else if (field.type === "checkbox") {
      field.checked = field.defaultChecked;
    }
  }
}
