import assert from "node:assert/strict";
import { test } from "node:test";
import {
  OUT, WARM, announcement, countdown, face, minutes, readClock, spoken, turnAt, warmLine,
} from "../../static/src/js/faces.js";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

test("a running clock counts down from the server's time", () => {
  const reading = readClock({ ends_at: NOW + 522_000, remaining: 0 }, NOW);
  assert.equal(countdown(reading.left), "8:42");
  assert.equal(minutes(reading.left), "9");
  assert.equal(spoken(reading), "9 minutter igjen");
  assert.equal(reading.warm, false);
});

test("a paused clock stands at what remains, whatever the time is", () => {
  const clock = { ends_at: NOW - 1, remaining: 510_000, paused: true };
  const reading = readClock(clock, NOW + 99 * MINUTE);
  assert.deepEqual(face(reading, "full"), { text: "Pause", words: true, small: "8:30 igjen etter pausen" });
  assert.equal(spoken(reading), "Pause, 9 minutter igjen");
});

test("the last minute is warm", () => {
  const reading = readClock({ ends_at: NOW + 56_000 }, NOW);
  assert.deepEqual(face(reading, "full"), { text: "0:56", words: false, small: "" });
  assert.equal(warmLine(reading), WARM);
  assert.equal(spoken(reading), "Ett minutt igjen");
});

test("at zero words take the number's place and nothing is negative", () => {
  const reading = readClock({ ends_at: NOW - 90_000 }, NOW);
  assert.equal(reading.left, 0);
  assert.equal(face(reading, "full").text, "Fullfør setningen");
  assert.equal(face(reading, "minutes").text, "0");
  assert.equal(face(reading, "words").text, OUT);
  assert.equal(warmLine(reading), OUT);
});

test("five minutes, one minute and zero are announced once, when they are passed", () => {
  assert.equal(announcement(5 * MINUTE + 100, 5 * MINUTE - 100), "Fem minutter igjen");
  assert.equal(announcement(MINUTE + 1, MINUTE), WARM);
  assert.equal(announcement(200, 0), OUT);
  assert.equal(announcement(0, 0), "");
  assert.equal(announcement(4 * MINUTE, 3 * MINUTE), "");
});

test("turns are told from start, boundaries and now", () => {
  const turns = { started: NOW, boundaries: [180_000, 360_000, 540_000], steps: ["a", "b", "c"] };
  assert.deepEqual(turnAt(turns, NOW + 190_000), { number: 2, total: 3, left: 170_000, step: "b" });
  assert.deepEqual(turnAt(turns, NOW + 999_000), { number: 3, total: 3, left: 0, step: "c" });
  const paused = { ...turns, paused_at: NOW + 10_000 };
  assert.equal(turnAt(paused, NOW + 999_000).number, 1);
  const absolute = { ...turns, boundaries: [NOW + 1000, NOW + 2000] };
  assert.deepEqual(turnAt(absolute, NOW + 1500), { number: 2, total: 2, left: 500, step: "b" });
});
