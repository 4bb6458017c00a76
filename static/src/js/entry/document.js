// A practice document: a form that saves itself, with photos and files that travel beside it.

import { autosave } from "../autosave.js";
import { startDocumentFiles } from "../document-files.js";
import { startLeaving } from "../leaving.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

const form = document.getElementById("document-form");

function begin() {
  startLeaving();
  startUnsent();
  start();
  if (!form) return;
  startDocumentFiles(form);
  // What a card has given is not on the server before somebody has seen it here.
  if ("unsaved" in form.dataset) {
    form.elements.title.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

if (form) autosave(form, { url: form.dataset.autosave, kept: form.dataset.kept }).finally(begin);
else begin();
