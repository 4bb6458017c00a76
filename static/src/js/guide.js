// The interview guide on the listener's phone: one question at a time, at arm's length. All
// six are on the page, so that it prints and works without script. And the teller's dark
// phone, which turns up the questions for the one who asks for it.

import { announce } from "./announce.js";
import { on } from "./bus.js";

export function startGuide() {
  document.addEventListener("click", clicked);
  on("surface:changed", drawAll);
  drawAll();
}

function clicked({ target }) {
  if (target.closest("[data-guide-next]")) turn(target, 1);
  if (target.closest("[data-guide-back]")) turn(target, -1);
  if (target.closest("[data-face-up]")) face("up");
  if (target.closest("[data-face-down]")) face("down");
}

function turn(target, step) {
  const guide = target.closest("[data-guide]") ?? document.querySelector("[data-guide]");
  if (!guide) return;
  const index = clamp(current(guide) + step, questions(guide).length);
  remember(`guide:${guide.dataset.guide}`, index);
  draw(guide);
  announce(questions(guide)[index].textContent.trim());
}

function drawAll() {
  document.querySelectorAll("[data-guide]").forEach(draw);
  drawFace();
}

function draw(guide) {
  const all = questions(guide);
  const index = clamp(current(guide), all.length);
  all.forEach((question, number) => {
    question.hidden = number !== index;
  });
  fill("[data-guide-count]", `Spørsmål ${index + 1} av ${all.length}`);
  document.querySelectorAll(".steps i").forEach((dot, number) => {
    dot.className = number < index ? "done" : number === index ? "now" : "";
  });
  for (const button of document.querySelectorAll("[data-guide-back]")) button.hidden = index === 0;
  for (const button of document.querySelectorAll("[data-guide-next]")) {
    button.hidden = index === all.length - 1;
  }
}

function fill(selector, text) {
  for (const element of document.querySelectorAll(selector)) element.textContent = text;
  for (const steps of document.querySelectorAll(".steps")) steps.setAttribute("aria-label", text);
}

function face(way) {
  remember(faceKey(), way);
  drawFace();
}

function drawFace() {
  const parts = [...document.querySelectorAll("[data-when-up], [data-when-down]")];
  if (!parts.length) return;
  const up = recall(faceKey()) === "up";
  for (const part of parts) part.hidden = part.hasAttribute("data-when-up") !== up;
  const scheme = document.getElementById("surface")?.dataset.scheme ?? "light";
  document.documentElement.dataset.colorScheme = up ? "light" : scheme;
  document.body.classList.toggle("down", !up);
}

function faceKey() {
  return `face:${document.getElementById("surface")?.dataset.step}`;
}

function questions(guide) {
  return [...guide.querySelectorAll("[data-question]")];
}

function current(guide) {
  return Number(recall(`guide:${guide.dataset.guide}`) ?? 0);
}

function clamp(index, count) {
  return Math.max(0, Math.min(count - 1, index));
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, String(value));
  } catch {
    // The guide starts at its first question, that is all.
  }
}

function recall(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
