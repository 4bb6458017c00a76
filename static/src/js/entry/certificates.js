// The kull's kompetansebevis: issued a few at a time, with what has been done shown.

import { bites, progressText, sendAll } from "../batches.js";
import { send } from "../http.js";
import { newId } from "../ids.js";
import { start } from "../start.js";

start();
for (const form of document.querySelectorAll("form[data-issue]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.dataset.running) issue(form);
  });
  form.addEventListener("change", () => {
    form.querySelector("[data-count]").textContent = ticked(form).length;
  });
}

function ticked(form) {
  return [...form.querySelectorAll("input[name=person]:checked")].map((box) => box.value);
}

async function issue(form) {
  const people = ticked(form);
  if (!people.length) return say(form, "Velg minst én person først.");
  const shown = show(form, people.length);
  const what = form.elements.what.value;
  const sum = await sendAll(bites(people), {
    post: (piece) => send(form.getAttribute("action"), fields(piece, what)),
    told: (done, refused) => shown.tell(done, done + refused),
    isStopped: shown.isStopped,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  delete form.dataset.running;
  if (sum.fault || sum.refused.length) return finish(form, shown, sum);
  location.assign(form.dataset.back);
  return location.reload();
}

function fields(piece, what) {
  return [["what", what], ["client_id", newId()], ...piece.map((id) => ["person", id])];
}

function show(form, total) {
  form.dataset.running = "yes";
  say(form, "");
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-progress-text]");
  const stop = box.querySelector("[data-progress-stop]");
  let stopped = false;
  const onStop = () => {
    stopped = true;
    text.textContent = "Stopper etter denne bolken.";
  };
  stop.addEventListener("click", onStop, { once: true });
  form.querySelector(".cert-act").hidden = true;
  box.hidden = false;
  bar.max = total;
  bar.value = 0;
  text.textContent = progressText(0, total, form.dataset.doneWord);
  stop.focus();
  return {
    box,
    isStopped: () => stopped,
    tell(done, seen) {
      bar.value = seen;
      if (!stopped) text.textContent = progressText(done, total, form.dataset.doneWord);
    },
  };
}

/** What did not go is said where one is, with the way on to what did. */
function finish(form, shown, { fault, refused }) {
  shown.box.hidden = true;
  form.querySelector(".cert-act").hidden = false;
  say(form, [fault, ...refused.map(({ why }) => why)].filter(Boolean).join(" "));
  form.querySelector(".cert-act button").focus();
}

function say(form, message) {
  const line = form.querySelector("[data-form-error]");
  line.textContent = message;
  line.hidden = message === "";
}
