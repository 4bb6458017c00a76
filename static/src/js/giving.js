// Giving in a ring: the button names who the card is for, and the phone asks what there is to
// do when the ring's next step begins.

import { emit, on } from "./bus.js";
import { countdown } from "./faces.js";
import { partAt } from "./middle.js";
import { serverNow } from "./offset.js";
import { buttonOf, labelOf } from "./sending.js";

const TICK = 500;
const SPREAD = 1500;
let asked = "";
let given = 0;

export function startGiving() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("[data-receiver]")) name(target);
  });
  document.addEventListener("fields:restored", nameAll);
  on("surface:changed", () => {
    nameAll();
    showGiven();
  });
  setInterval(() => {
    document.querySelectorAll("[data-give-clock]").forEach(drawStep);
    refreshWhenDue();
  }, TICK);
  nameAll();
  given = countGiven();
}

/** A card that is given leaves an empty form where one looks; what became of it stands above. */
function showGiven() {
  const now = countGiven();
  if (now > given) document.getElementById("given-fold").scrollIntoView({ block: "center" });
  given = now;
}

function countGiven() {
  return document.querySelectorAll("#given-fold > ul > li").length;
}

function nameAll() {
  document.querySelectorAll("[data-receiver]:checked").forEach(name);
}

function name(radio) {
  const button = radio.form && buttonOf(radio.form);
  if (button) labelOf(button).textContent = `Gi til ${radio.dataset.receiver}`;
}

/** What is left of the step, not of the whole turn: then one does something else. */
function drawStep(root) {
  const turns = JSON.parse(root.dataset.turns);
  const left = root.querySelector("[data-step-left]");
  if (left && turns.parts) left.textContent = countdown(partAt(turns, serverNow()).left);
}

/** Once for each moment, and not all the room's phones in the same one. */
function refreshWhenDue() {
  const at = document.querySelector("[data-fresh-at]")?.dataset.freshAt ?? "";
  if (!at || at === asked || serverNow() < Number(at)) return;
  asked = at;
  setTimeout(() => emit("surface:refresh"), Math.random() * SPREAD);
}
