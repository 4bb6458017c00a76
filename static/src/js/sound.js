// Soft tones: when the phase changes, at one minute, when the time is out, when the turn goes on.
// The device remembers whether it makes them and how loud. Browsers are mute until they have
// been touched, so after a load the first tap or key opens the sound, and the button says so.

import { announce } from "./announce.js";
import { on } from "./bus.js";
import { signToGive } from "./turning.js";

const TONES = {
  step: [523.25, 659.25], out: [440, 349.23], warm: [493.88], turn: [587.33], trial: [587.33],
  call: [659.25, 659.25],
};
const WORDS = { ask: "Slå på lyd", off: "Slå på lyd", blocked: "Trykk for lyd", on: "Slå av lyd" };
const LENGTH = 1.4;
const LOUDEST = 0.6;
const KEY = "facilitator:sound";

let audio = null;
let wanted = [];
let last = 0;
let settings = { on: null, level: 55 };

export function startSound() {
  settings = { ...settings, ...stored() };
  document.addEventListener("click", clicked);
  document.addEventListener("input", levelled);
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, touched, { capture: true });
  }
  on("surface:changed", ({ step }) => {
    draw();
    if (step) wish("step");
  });
  on("clock:warm", () => wish("warm"));
  on("clock:out", () => wish("out"));
  on("clock:turn", () => wish("turn"));
  on("attention:called", () => wish("call"));
  on("sound:toggle", toggle);
  draw();
}

/** `ask` nobody has said; `off`; `blocked` on, but the browser waits for a touch; `on`. */
export function stateOf(on, audible) {
  if (on === null) return "ask";
  if (!on) return "off";
  return audible ? "on" : "blocked";
}

/** How loud from the slider's 0–100: what is heard as half is less than half. */
export function loudness(level) {
  return LOUDEST * (Math.min(100, Math.max(0, level)) / 100) ** 2;
}

function clicked({ target }) {
  if (target.closest("[data-sound]")) toggle();
  if (target.closest("[data-sound-try]")) tryIt();
}

function touched({ target }) {
  if (settings.on && !isAudible() && !target.closest?.("[data-sound]")) open();
}

async function toggle() {
  const turnOn = state() !== "on";
  keep({ on: turnOn });
  if (turnOn) await open();
  else await close();
  if (turnOn) wish("trial");
  announce(turnOn ? "Lyden er på" : "Lyden er av");
  draw();
}

async function tryIt() {
  keep({ on: true });
  await open();
  wish("trial");
}

function levelled({ target }) {
  if (!target.matches("[data-sound-level]")) return;
  keep({ level: Number(target.value) });
  if (isAudible()) wish("trial");
}

async function open() {
  audio ??= new AudioContext();
  try {
    await audio.resume();
  } catch {
    // The device has no sound to give; the button goes on saying so.
  }
  draw();
}

async function close() {
  const old = audio;
  audio = null;
  await old?.close();
}

/** What happens in the same moment is one sign. */
function wish(name) {
  wanted.push(name);
  if (wanted.length === 1) queueMicrotask(give);
}

function give() {
  const sign = signToGive(wanted, { now: Date.now(), last });
  wanted = [];
  if (!sign || !settings.on || !isAudible()) return;
  last = Date.now();
  TONES[sign].forEach((pitch, index) => tone(pitch, audio.currentTime + index * 0.35));
}

function tone(pitch, at) {
  const voice = audio.createOscillator();
  const level = audio.createGain();
  voice.type = "sine";
  voice.frequency.value = pitch;
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(loudness(settings.level), at + 0.04);
  level.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH);
  voice.connect(level).connect(audio.destination);
  voice.start(at);
  voice.stop(at + LENGTH);
}

function isAudible() {
  return audio?.state === "running";
}

function state() {
  return stateOf(settings.on, isAudible());
}

function draw() {
  const now = state();
  for (const button of document.querySelectorAll("[data-sound]")) {
    const label = button.querySelector("[data-button-label]") ?? button;
    if (label.textContent !== WORDS[now]) label.textContent = WORDS[now];
    button.setAttribute("aria-pressed", String(now === "on"));
    button.dataset.sound = now;
  }
  for (const slider of document.querySelectorAll("[data-sound-level]")) {
    if (slider !== document.activeElement) slider.value = String(settings.level);
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

function keep(change) {
  settings = { ...settings, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Blocked storage: remembered until the page is left.
  }
}
