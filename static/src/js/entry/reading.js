// Reading and answering at the desk: the next one by Alt and an arrow, also from a field, since
// what is typed is kept. A letter alone would be typed, or spoken, by mistake.

import { on } from "../bus.js";
import { formFor } from "../drafts.js";
import { startLeaving } from "../leaving.js";
import { start } from "../start.js";
import { startUnsent } from "../unsent.js";

const WAYS = { ArrowDown: "a[data-next]", ArrowUp: "a[data-previous]" };

startLeaving();
startUnsent();
start();

// Far down in the queue what is open may be out of sight; the page itself must not move.
const queue = document.querySelector(".read-queue");
const here = queue?.querySelector("[aria-current]");
if (here) queue.scrollTop = here.offsetTop - queue.offsetTop - queue.clientHeight / 3;

document.addEventListener("keydown", (event) => {
  const way = event.altKey && !event.ctrlKey && !event.metaKey && WAYS[event.key];
  const link = way && document.querySelector(way);
  if (!link) return;
  event.preventDefault();
  link.click();
});

/** Somebody was there first: the text stays here, and the way to what is new is shown. */
on("outbox:refused", ({ entry, status }) => {
  if (entry.kind !== "form" || status !== 409) return;
  formFor(entry.slot.slice("form:".length))?.querySelector("[data-stale]")?.removeAttribute("hidden");
});
