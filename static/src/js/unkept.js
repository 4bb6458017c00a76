// A browser writes what stands in a form to disk, so as to open its tabs again, and no page can
// take it out from there: a borrowed phone would keep it after «Ferdig på denne telefonen». What
// is half written is ours to keep (`drafts.js`), and goes when the phone forgets. Without script
// there are no drafts of ours, and the browser's memory is left to it.

import { on } from "./bus.js";

export function startUnkept() {
  on("surface:changed", unkeepAll);
  // A form that has come since, or that has been made as the server knows it.
  document.addEventListener("focusin", ({ target }) => target.form && unkeep(target.form));
  document.addEventListener("input", ({ target }) => target.form && unkeep(target.form));
  unkeepAll();
}

function unkeepAll() {
  for (const form of document.forms) unkeep(form);
}

function unkeep(form) {
  if (!form.hasAttribute("autocomplete")) form.setAttribute("autocomplete", "off");
}
