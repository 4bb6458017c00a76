// Small errands of pages outside the room: a page that says its device is done with
// (`data-clear-local` on <body>) empties what we keep on it, and `data-print` prints.

import { clear } from "idb-keyval";

const PREFIX = "facilitator:";

export function startLeaving() {
  if (document.body.hasAttribute("data-clear-local")) clearLocal();
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) print();
  });
}

/** Browsers heed Clear-Site-Data over https alone; in a local network this is what clears. */
async function clearLocal() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    }
    sessionStorage.clear();
    await clear();
  } catch {
    // Blocked storage holds nothing.
  }
}
