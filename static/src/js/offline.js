// The banner that says the text is safe. It waits a moment: a short gap is not worth a word.

import { on } from "./bus.js";

const PATIENCE = 2500;
let off = false;
let started = 0;
let timer = null;

export function startOffline() {
  addEventListener("offline", () => set(true));
  addEventListener("online", () => set(false));
  on("live:state", ({ state }) => set(state === "off"));
  on("outbox:waiting", ({ why }) => why === "network" && set(true));
  on("outbox:done", () => set(navigator.onLine === false));
  on("surface:changed", draw);
  if (navigator.onLine === false) set(true);
}

function set(isOff) {
  if (off === isOff) return;
  off = isOff;
  started = Date.now();
  clearTimeout(timer);
  if (off) timer = setTimeout(draw, PATIENCE);
  else draw();
}

function draw() {
  const shown = off && Date.now() - started >= PATIENCE - 50;
  for (const banner of document.querySelectorAll("[data-offline]")) banner.hidden = !shown;
}
