// The closing summary: saved as it is typed, its words counted, and the questions of its type.

import { autosave } from "../autosave.js";
import { on } from "../bus.js";
import { showConflict } from "../conflict.js";
import { startLeaving } from "../leaving.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

const form = document.getElementById("summary");

begin();

async function begin() {
  startLeaving();
  startUnsent();
  if (form) await autosave(form, { url: form.dataset.autosave, kept: "oppsummering" });
  start();
  if (!form) return;
  form.addEventListener("input", draw);
  form.addEventListener("fields:restored", draw);
  on("outbox:refused", told);
  draw();
}

function draw() {
  countWords();
  showQuestions();
}

function countWords() {
  const count = form.elements.text.value.split(/\s+/u).filter(Boolean).length;
  const shown = String(count).replace(/(\d)(?=(\d{3})+$)/g, "$1\u00a0");
  form.querySelector("[data-word-count]").textContent = count === 1 ? "Ett ord." : `${shown} ord.`;
}

/** Those of the chosen type, or all of them until one is chosen. Whoever folds them is heeded. */
function showQuestions() {
  const chosen = form.elements.type.value;
  if (form.dataset.asked === chosen) return;
  const changed = form.dataset.asked !== undefined;
  form.dataset.asked = chosen;
  const wide = matchMedia("(min-width: 1024px)").matches;
  for (const block of form.querySelectorAll("[data-questions]")) {
    const own = block.dataset.questions === chosen;
    block.hidden = Boolean(chosen) && !own;
    if (own && (changed || wide)) block.open = true;
  }
}

/** Another tab's text: it stands on top with a choice, and where one writes it is said. */
function told({ entry, status, body }) {
  if (status !== 409 || body?.version === undefined) return;
  const handedIn = entry.slot === `form:${form.dataset.draft}`;
  if (!handedIn && entry.slot !== `draft:${form.dataset.draft}`) return;
  if (handedIn) {
    form.dataset.draftVersion = form.elements.version.value = body.version;
    showConflict(form, Object.entries(body.current), { resolved: saveAgain });
  }
  setTimeout(sayConflict);
}

function sayConflict() {
  const block = form.querySelector("[data-conflict]");
  if (!block) return;
  form.querySelector("[data-draft-status]").textContent = "Ikke lagret ennå. Se øverst på siden.";
  block.scrollIntoView({ block: "center" });
}

/** What has been chosen is saved like anything that is typed. */
function saveAgain() {
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
}
