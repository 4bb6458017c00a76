// The prosessleder's buttons: `form[data-press]`. A press answers at once and is never put in
// an outbox, since a step forward is not to happen a minute later by itself. It carries the
// step it was made from (`seen`), so that two leaders pressing at once move one step.

import { announce } from "./announce.js";
import { emit } from "./bus.js";
import { clearErrors, showErrors } from "./errors.js";
import { readFields } from "./fields.js";
import { send } from "./http.js";
import { newId } from "./ids.js";
import { buttonOf, labelOf } from "./sending.js";
import { markClean, markDirty } from "./writing.js";

const LOST = "Det kom ikke fram. Prøv igjen.";
const busy = new WeakSet();

export function startPress() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-press]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    press(form, event.submitter);
  });
  // What is chosen or typed stays, however many snapshots come before it is sent.
  document.addEventListener("input", ({ target }) => {
    if (target.form?.matches("[data-press]")) markDirty(target.form);
  });
}

async function press(form, submitter) {
  if (busy.has(form)) return;
  busy.add(form);
  say("");
  clearErrors(form);
  const calm = showBusy(submitter ?? buttonOf(form));
  const answer = await send(addressOf(form, submitter), fieldsOf(form, submitter));
  busy.delete(form);
  calm();
  answered(form, answer, submitter);
}

function addressOf(form, submitter) {
  return submitter?.getAttribute("formaction") ?? form.getAttribute("action");
}

function fieldsOf(form, submitter) {
  const fields = readFields(form, submitter);
  const step = document.getElementById("surface")?.dataset.step ?? "";
  if (!fields.some(([name]) => name === "seen")) fields.push(["seen", step]);
  return [...fields, ["client_id", newId()]];
}

function answered(form, { kind, body, status }, submitter) {
  if (kind === "retry") return say(body?.message ?? LOST);
  if (kind === "refused" && body?.errors) showErrors(form, body, status);
  else if (body?.message) say(body.message);
  // A button with an address of its own has not sent what is chosen in the form.
  const own = !submitter?.hasAttribute("formaction");
  if (kind === "ok" && own) markClean(form);
  if (kind === "ok" && own && form.hasAttribute("data-clear")) form.reset();
  if (kind === "ok" && body.next) return location.assign(body.next);
  if (document.getElementById("surface")) emit("surface:refresh");
  else location.reload();
  return undefined;
}

function showBusy(button) {
  if (!button) return () => {};
  const label = labelOf(button);
  const before = label.textContent;
  button.setAttribute("aria-busy", "true");
  button.classList.add("busy");
  if (button.dataset.busyLabel) label.textContent = button.dataset.busyLabel;
  return () => {
    button.removeAttribute("aria-busy");
    button.classList.remove("busy");
    if (label.textContent === button.dataset.busyLabel) label.textContent = before;
  };
}

function say(text) {
  const status = document.querySelector("[data-press-status]");
  if (status) {
    status.textContent = text;
    status.hidden = text === "";
    // The snapshot that follows a press knows nothing of the words about it.
    status.dataset.keep = "";
  }
  if (text) announce(text);
}
