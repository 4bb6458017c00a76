// The editor of a method: what is typed is saved by itself, within two seconds of the last
// keystroke and at once for a choice; the page then follows what the server made of it. Without
// script each form has its button and the links are links.

import { announce } from "./announce.js";
import { clearErrors, showErrors } from "./errors.js";
import { controls, isText, readFields } from "./fields.js";
import { send } from "./http.js";
import { keep, keptThere, restore } from "./method-kept.js";
import { morph, parse } from "./morph.js";
import { pageOf, pressOf, verbOf } from "./method-presses.js";
import { dropTheirs, takeTheirs } from "./theirs.js";
import { isDirty, markClean, markDirty, setPending } from "./writing.js";

const QUIET = 900;
const AGAIN = 4000;
const CHANGED = 409;
const READ = 8000;
const WORDS = { saved: "Lagret", waits: "Ikke lagret ennå", lost: "Får ikke lagret, prøver igjen" };
let timer = 0;
let told = 0;
const OFFLINE = "Du er uten nett, så den andre fasen kan ikke hentes nå.";
const UNSENT =
  "Du er uten nett. Teksten er trygg her på maskinen, og du kommer videre når den er lagret.";
const LOST = "Det kom ikke fram. Prøv igjen.";
let work = Promise.resolve();
let reached = true;
let shownAt = "";

export function startMethod() {
  document.addEventListener("input", typed);
  document.addEventListener("submit", submitted, { capture: true });
  document.addEventListener("click", clicked);
  addEventListener("popstate", () => pageOf(location.href) !== shownAt && inTurn(travelled));
  document.addEventListener("visibilitychange", () => document.hidden && leaving());
  addEventListener("pagehide", leaving);
  addEventListener("online", () => inTurn(save));
  // A page that a form has made stands at an address that cannot be fetched again.
  const { address } = surface().dataset;
  if (location.pathname !== new URL(address, location.href).pathname) {
    history.replaceState(null, "", address);
  }
  shownAt = pageOf(location.href);
  return inTurn(bringBack);
}

/** Whoever closes the page within a second of the last keystroke has it sent all the same. */
function leaving() {
  if (form() && isDirty(form())) inTurn(save);
}

/** What the server never got is in its field again, and goes there now. */
async function bringBack() {
  const writing = form();
  if (!writing || isDirty(writing)) return;
  const page = surface().cloneNode(true);
  if ((await restore(writing)) !== "text" || form() !== writing) return;
  markDirty(writing);
  takeTheirs(writing, page);
  say("waits");
  timer = setTimeout(() => inTurn(save), QUIET);
}

async function travelled() {
  if (await save()) await show(location.href);
  else history.pushState(null, "", shownAt);
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
  if (!target.form?.matches("[data-autosave]")) return;
  if (!target.hasAttribute("data-new")) markDirty(target.form);
  keep(target.form);
  if (target.hasAttribute("data-new")) return;
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
  const fields = readFields(sent);
  setPending(sent, true);
  const answer = await send(sent.getAttribute("action"), [...fields, ...extra]);
  setPending(sent, false);
  if (answer.kind === "ok") await accepted(sent, answer.body, extra, fields);
  else await refused(sent, answer, extra);
  return answer.kind === "ok";
}

async function accepted(sent, body, extra, fields) {
  keptThere(sent, fields);
  clearErrors(sent);
  dropTheirs(sent);
  const added = /^(field|setting)\+$/.test(extra[0]?.[1]);
  if (added) for (const field of sent.querySelectorAll("[data-new]")) field.value = "";
  await show(shownAt);
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
    await show(shownAt);
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
  if (submitter?.hasAttribute("formaction")) {
    inTurn(() => act(pressOf(pressed, submitter)));
  } else if (pressed.matches("[data-autosave]")) {
    const verb = verbOf(submitter);
    if (!verb.length) markDirty(pressed);
    inTurn(() => save(verb));
  } else {
    const fields = readFields(pressed, submitter).filter(([name]) => name !== "revision");
    inTurn(() => act({ action: pressed.getAttribute("action"), fields, id: submitter?.id }));
  }
}

/** Saves; where that is not possible now, it is said why nothing else happens. */
async function saved() {
  if (await save()) return true;
  if (document.querySelector("[data-save=lost]")) fault(UNSENT);
  return false;
}

/** What is typed goes first, so that the press is about what one sees. */
async function act({ action, edition, fields, id }) {
  if (!(await saved())) return;
  const answer = await send(action, [...fields, ["revision", surface().dataset.revision]]);
  if (answer.kind !== "ok") {
    await show(location.href);
    fault(answer.body?.message ?? LOST);
    if (edition) document.getElementById("med-faults-h")?.focus();
    return;
  }
  const details = document.getElementById("med-new");
  if (details) details.open = false;
  // What was typed while it was on its way belongs to the text as it is now.
  if (form() && answer.body.revision) form().elements.revision.value = answer.body.revision;
  const shown = await show(answer.body.next);
  if (shown && pageOf(answer.body.next) !== pageOf(location.href)) {
    history.pushState(null, "", answer.body.next);
  }
  tell(answer.body);
  follow(id);
}

/** The focus stays on what was pressed; where that is gone, it goes to the form. */
function follow(id) {
  const still = id && document.getElementById(id);
  if (id) (still ?? document.querySelector("#med-move button"))?.focus();
  else if (document.activeElement === document.body) document.getElementById("med-h")?.focus();
}

// --- looking at one phase after another -------------------------------------------------------

function clicked(event) {
  const link = event.target.closest("a[href]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!link || !plain || link.getAttribute("href").startsWith("#")) return;
  if (link.matches("[data-method-link]")) {
    event.preventDefault();
    inTurn(() => visit(link.href));
  } else if (form() && isDirty(form())) {
    event.preventDefault();
    inTurn(async () => (await saved()) && location.assign(link.href));
  }
}

async function visit(href) {
  if (!(await saved())) return;
  if (!(await show(href))) {
    if (reached) location.assign(href);
    else fault(OFFLINE);
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
    reached = false;
    const response = await fetch(href, { headers, cache: "no-store", credentials: "same-origin" });
    reached = true;
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
    shownAt = pageOf(href);
    followChoices();
    if (elsewhere) await bringBack();
    else if (form()) keep(form());
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
