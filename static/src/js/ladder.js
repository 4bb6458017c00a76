// The ladder of visibility fills up to the chosen rung, and the button says what will happen
// («Godkjenn for gruppa mi», from `data-label` on the radio).

import { on } from "./bus.js";
import { buttonOf, labelOf } from "./sending.js";

export function startLadders() {
  document.addEventListener("change", ({ target }) => {
    const ladder = target.closest?.(".ladder");
    if (ladder) draw(ladder);
  });
  document.addEventListener("fields:restored", drawAll);
  on("surface:changed", drawAll);
  drawAll();
}

function drawAll() {
  document.querySelectorAll(".ladder").forEach(draw);
}

function draw(ladder) {
  const rungs = [...ladder.querySelectorAll(".rung")];
  const chosen = rungs.findIndex((rung) => rung.querySelector("input")?.checked);
  rungs.forEach((rung, index) => {
    rung.classList.toggle("in", index < chosen);
    rung.classList.toggle("on", index === chosen);
  });
  if (chosen >= 0) relabel(rungs[chosen].querySelector("input"));
}

function relabel(radio) {
  const button = radio.form && buttonOf(radio.form);
  if (button && radio.dataset.label) labelOf(button).textContent = radio.dataset.label;
}
