// A soft tone when the phase changes and when the time is out. Browsers are mute until they
// have been touched, so «Slå på lyd» is asked anew after each load.

import { announce } from "./announce.js";
import { on } from "./bus.js";

const TONES = { step: [523.25, 659.25], out: [440, 349.23], turn: [587.33] };
const LENGTH = 1.4;
const LOUDNESS = 0.18;
let audio = null;

export function startSound() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-sound]")) toggle();
  });
  on("surface:changed", ({ step }) => {
    draw();
    if (step) play("step");
  });
  on("clock:out", () => play("out"));
  on("clock:turn", () => play("turn"));
  draw();
}

async function toggle() {
  if (audio) {
    await audio.close();
    audio = null;
  } else {
    audio = new AudioContext();
    await audio.resume();
    play("turn");
  }
  announce(audio ? "Lyden er på" : "Lyden er av");
  draw();
}

function play(name) {
  if (audio?.state !== "running") return;
  TONES[name].forEach((pitch, index) => tone(pitch, audio.currentTime + index * 0.35));
}

function tone(pitch, at) {
  const voice = audio.createOscillator();
  const level = audio.createGain();
  voice.type = "sine";
  voice.frequency.value = pitch;
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(LOUDNESS, at + 0.04);
  level.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH);
  voice.connect(level).connect(audio.destination);
  voice.start(at);
  voice.stop(at + LENGTH);
}

function draw() {
  for (const button of document.querySelectorAll("[data-sound]")) {
    const label = button.querySelector("[data-button-label]") ?? button;
    const text = audio ? "Slå av lyd" : "Slå på lyd";
    if (label.textContent !== text) label.textContent = text;
    button.setAttribute("aria-pressed", String(Boolean(audio)));
  }
}
