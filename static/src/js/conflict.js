// Two have written in the same text. Both versions are shown, and a person chooses; nothing
// is thrown away by the app. The block comes from <template data-conflict-template>.

import { applyFields, isText } from "./fields.js";
import { announce } from "./announce.js";

const TITLE = "En annen har også skrevet her.";

export function showConflict(form, theirs, { resolved }) {
  form.querySelector("[data-conflict]")?.remove();
  const block = build(form);
  block.dataset.conflict = "";
  block.dataset.keep = "";
  block.querySelector("[data-conflict-theirs]").textContent = readable(textsOf(form, theirs));
  block.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-conflict-choose]")?.dataset.conflictChoose;
    if (choice) choose(form, block, theirs, choice, resolved);
  });
  form.prepend(block);
  announce(block.querySelector("h2")?.textContent ?? TITLE);
}

function build(form) {
  const template = form.querySelector("template[data-conflict-template]");
  return template ? template.content.firstElementChild.cloneNode(true) : plain();
}

function plain() {
  const block = document.createElement("section");
  const title = document.createElement("p");
  title.textContent = `${TITLE} Den andre teksten:`;
  const text = document.createElement("blockquote");
  text.dataset.conflictTheirs = "";
  block.append(title, text, button("mine", "Behold min"), button("theirs", "Bruk den andre"));
  block.append(button("both", "Behold begge"));
  return block;
}

function button(choice, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.variant = "secondary";
  made.dataset.conflictChoose = choice;
  made.textContent = label;
  return made;
}

function choose(form, block, theirs, choice, resolved) {
  if (choice === "theirs") applyFields(form, theirs);
  if (choice === "both") addTheirs(form, theirs);
  block.remove();
  resolved();
}

function addTheirs(form, theirs) {
  for (const [name, value] of theirs) {
    const field = form.elements[name];
    if (field instanceof HTMLTextAreaElement && !field.value.includes(value)) {
      field.value = `${value}\n\n${field.value}`;
    }
  }
}

/** What is said otherwise there. Ticks and choices say little by themselves. */
function textsOf(form, pairs) {
  const written = pairs.filter(([name]) => isText(form.elements[name]));
  const others = written.filter(([name, value]) => form.elements[name].value !== value);
  return [others, written, pairs].find((found) => found.length) ?? [];
}

function readable(pairs) {
  const skipped = new Set(["version", "client_id"]);
  return pairs
    .filter(([name, value]) => value && !skipped.has(name))
    .map(([, value]) => value)
    .join("\n");
}
