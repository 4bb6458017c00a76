// A practice document: a form that saves itself, with photos and files that travel beside it.

import { autosave } from "../autosave.js";
import { on } from "../bus.js";
import { startDocumentFiles } from "../document-files.js";
import { startLeaving } from "../leaving.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

/** What is refused is first put back into its form. */
const PUT_BACK = 200;

const form = document.getElementById("document-form");

function begin() {
  startLeaving();
  startUnsent();
  start();
  if (!form) return;
  startDocumentFiles(form);
  on("outbox:refused", ({ entry, status, body }) => {
    if (status !== 409 || !body?.current || entry.slot !== `form:${form.dataset.draft}`) return;
    setTimeout(saveNow, PUT_BACK);
  });
  // What a card has given is not on the server before somebody has seen it here.
  if ("unsaved" in form.dataset) saveNow();
}

/** As if somebody had typed: where another tab has written, that is then shown beside it. */
function saveNow() {
  form.elements.title.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form) autosave(form, { url: form.dataset.autosave, kept: form.dataset.kept }).finally(begin);
else begin();
