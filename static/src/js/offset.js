// The server's time. A phone's own clock may be hours off, so only the difference is used:
// three short questions to /tid, of which the quickest answer is the truest.

import { on } from "./bus.js";
import { deadline } from "./http.js";
import { onWake } from "./wake.js";

const SAMPLES = 3;
const EVERY = 5 * 60_000;
let offset = 0;
let measured = false;

export function serverNow() {
  return Date.now() + offset;
}

/** A first guess, until it has been measured. */
export function guess(now) {
  if (!measured && Number(now) > 0) offset = Number(now) - Date.now();
}

export function startOffset() {
  on("live:now", ({ now }) => guess(now));
  onWake(measure);
  setInterval(measure, EVERY);
  measure();
}

async function measure() {
  const samples = [];
  for (let i = 0; i < SAMPLES; i += 1) samples.push(await sample());
  const best = quickest(samples);
  if (!best) return;
  offset = best.offset;
  measured = true;
}

export function quickest(samples) {
  return samples.filter(Boolean).sort((a, b) => a.trip - b.trip)[0];
}

async function sample() {
  try {
    const sent = Date.now();
    const began = performance.now();
    const response = await fetch("/tid", { cache: "no-store", ...deadline(5000) });
    const trip = performance.now() - began;
    const { now } = await response.json();
    return { trip, offset: now - (sent + trip / 2) };
  } catch {
    return null;
  }
}
