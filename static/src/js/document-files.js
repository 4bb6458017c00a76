// Photos and files of a document. Each travels on its own as soon as it is chosen, and is kept on
// the phone until it has arrived: a reload or a lost network only means another try. The server
// answers with the field that belongs to it, which is put into the form that is being written in.

import { del, get, set } from "idb-keyval";
import { announce } from "./announce.js";
import { on } from "./bus.js";
import { readFields } from "./fields.js";
import { send } from "./http.js";
import { newId, person } from "./ids.js";
import { upload } from "./photo-upload.js";
import { onWake } from "./wake.js";

const MOST = 20_000_000;
const TOO_HEAVY = "Fila er større enn 20 MB. Gjør den mindre, eller legg ved en lenke til den.";
const WAITS = "Sendes når nettet er tilbake. Den er trygg på telefonen.";
const NOT_YET = "Et vedlegg er ikke sendt ennå. Vent litt, eller ta det bort, og lever så.";

export function startDocumentFiles(form) {
  const input = form.querySelector("[data-doc-file]");
  const waiting = { form, input, items: new Map(), name: `docfiles:${person()}:${form.dataset.kept}` };
  input.addEventListener("change", () => choose(waiting));
  form.addEventListener("click", (event) => clicked(waiting, event));
  document.addEventListener("submit", (event) => hold(waiting, event), true);
  addEventListener("online", () => sendAll(waiting));
  onWake(() => sendAll(waiting));
  on("outbox:done", () => sendAll(waiting));
  restore(waiting);
}

function choose(waiting) {
  const files = [...waiting.input.files];
  waiting.input.value = "";
  say(waiting, "");
  for (const file of files) {
    if (file.size > MOST) say(waiting, TOO_HEAVY);
    else add(waiting, { id: newId(), file, name: file.name });
  }
}

function add(waiting, item) {
  item.row = draw(item);
  waiting.items.set(item.id, item);
  waiting.form.querySelector("[data-doc-sending]").append(item.row);
  keep(waiting);
  sendOne(waiting, item);
}

function draw({ name }) {
  const row = document.createElement("li");
  const label = document.createElement("p");
  const stop = document.createElement("button");
  row.className = "doc-sending";
  label.className = "small";
  label.textContent = name;
  stop.type = "button";
  stop.className = "link-btn";
  stop.dataset.docStop = "";
  stop.textContent = "Ta bort";
  row.append(label, document.createElement("progress"), stop);
  row.querySelector("progress").max = 100;
  row.querySelector("progress").setAttribute("aria-label", `${name} sendes`);
  return row;
}

async function sendOne(waiting, item) {
  if (item.busy) return;
  item.busy = true;
  tell(item, "Sendes …");
  const bar = item.row.querySelector("progress");
  bar.hidden = false;
  const fields = { client_id: item.id };
  item.handle = upload(waiting.input.dataset.url, fields, item.file, (percent) => {
    bar.value = percent;
  }, item.name);
  const { kind, body } = await item.handle.done;
  item.busy = false;
  bar.hidden = true;
  if (!waiting.items.has(item.id)) return;
  if (kind === "ok") arrived(waiting, item, body);
  else if (kind === "refused") refused(waiting, item, body);
  else tell(item, WAITS);
}

function tell(item, text) {
  item.row.querySelector("p").textContent = `${item.name}. ${text}`;
}

function arrived(waiting, item, { html, photo }) {
  forget(waiting, item);
  const list = waiting.form.querySelector("[data-doc-files]");
  list.insertAdjacentHTML("beforeend", html);
  const added = list.lastElementChild;
  announce(photo ? "Bildet er lagt ved. Skriv hva det viser." : "Fila er lagt ved.");
  if (photo && document.activeElement === document.body) {
    added.querySelector("textarea").focus({ preventScroll: true });
  }
}

function refused(waiting, item, body) {
  forget(waiting, item);
  say(waiting, body?.errors?.file ?? body?.message ?? "Fila kunne ikke legges ved.");
}

function forget(waiting, item) {
  item.row.remove();
  waiting.items.delete(item.id);
  keep(waiting);
}

function sendAll(waiting) {
  for (const item of waiting.items.values()) sendOne(waiting, item);
}

/** What is handed in is locked; what belongs to it must have come first. */
function hold(waiting, event) {
  const main = event.submitter?.matches("[data-main]");
  if (event.target !== waiting.form || !main || !waiting.items.size) return;
  event.preventDefault();
  event.stopPropagation();
  say(waiting, NOT_YET);
  waiting.input.focus();
  sendAll(waiting);
}

async function clicked(waiting, event) {
  const row = event.target.closest(".doc-sending");
  if (row && event.target.closest("[data-doc-stop]")) {
    const item = [...waiting.items.values()].find((one) => one.row === row);
    item?.handle?.stop();
    if (item) forget(waiting, item);
  }
  const remove = event.target.closest("[data-doc-remove]");
  if (!remove) return;
  event.preventDefault();
  const answer = await send(remove.getAttribute("formaction"), readFields(waiting.form));
  if (answer.kind !== "ok") {
    say(waiting, answer.body?.message ?? "Det kom ikke fram. Prøv igjen.");
    return;
  }
  remove.closest("[data-doc-item]").remove();
  waiting.input.focus();
  announce("Tatt bort.");
}

function say({ form, input }, text) {
  const paragraph = form.querySelector('[data-error-for="file"]');
  paragraph.textContent = text;
  paragraph.hidden = !text;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (text) announce(text);
}

// --- keeping ----------------------------------------------------------------------------------

function keep({ name, items }) {
  const kept = [...items.values()].map(({ id, file, name: called }) => ({ id, file, name: called }));
  (kept.length ? set(name, kept) : del(name)).catch(() => {});
}

async function restore(waiting) {
  const kept = (await get(waiting.name).catch(() => null)) ?? [];
  for (const item of kept) if (!waiting.items.has(item.id)) add(waiting, item);
}
