// Something sent from another page was not accepted. The text is shown until it is put away,
// so that it can be copied; it stays in storage until then.

import { on } from "./bus.js";
import { queue } from "./outbox.js";

const REFUSED = "Noe du skrev, ble ikke tatt imot.";

export function startNotice() {
  on("outbox:orphan", ({ entry }) => show(entry));
}

function show(entry) {
  const box = document.createElement("section");
  box.className = "flash flash--error";
  box.setAttribute("role", "alert");
  box.append(paragraph(entry.body?.message ?? REFUSED), ...texts(entry), putAway(box, entry));
  (document.querySelector(".flashes") ?? document.body).prepend(box);
}

function texts({ fields }) {
  return fields.filter(([, value]) => value.length > 20).map(([, value]) => quote(value));
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function quote(text) {
  const made = document.createElement("blockquote");
  made.textContent = text;
  return made;
}

function putAway(box, entry) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.textContent = "Legg bort";
  button.addEventListener("click", async () => {
    await queue.remove(entry.slot);
    box.remove();
  });
  return button;
}
