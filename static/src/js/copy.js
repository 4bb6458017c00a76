// «Kopier»: a button `[data-copy="<id>"]` takes the text of that element or field along. It is
// hidden until there is script; without it the text stands there to be marked by hand.

import { announce } from "./announce.js";

const DONE = "Kopiert";
const BY_HAND = "Teksten er merket, kopier den selv";

export function startCopy() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button, document.getElementById(button.dataset.copy));
  });
}

async function copy(button, source) {
  if (!source) return;
  const done = (await copyModern(source.value ?? source.textContent)) || copyPlain(source);
  const label = button.querySelector("[data-copy-label]") ?? button;
  label.textContent = done ? DONE : BY_HAND;
  announce(label.textContent);
}

async function copyModern(text) {
  try {
    await navigator.clipboard.writeText(text.trim());
    return true;
  } catch {
    return false;
  }
}

/** Over plain http there is no clipboard to write to; the older way is there everywhere. */
function copyPlain(source) {
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
  return document.execCommand("copy");
}
