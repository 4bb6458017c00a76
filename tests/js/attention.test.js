import assert from "node:assert/strict";
import { test } from "node:test";
import { timeLeft } from "../../static/src/js/attention.js";

const CALLED = 1_000_000;

test("a call is shown for fifteen seconds", () => {
  assert.equal(timeLeft(CALLED, { now: CALLED, seen: 0 }), 15_000);
  assert.equal(timeLeft(CALLED, { now: CALLED + 10_000, seen: 0 }), 5_000);
});

test("a phone that wakes too late shows nothing, and no call is shown twice", () => {
  assert.equal(timeLeft(CALLED, { now: CALLED + 14_000, seen: 0 }), 0);
  assert.equal(timeLeft(CALLED, { now: CALLED + 3_600_000, seen: 0 }), 0);
  assert.equal(timeLeft(CALLED, { now: CALLED + 1, seen: CALLED }), 0);
  assert.equal(timeLeft(0, { now: CALLED, seen: 0 }), 0);
});

test("a clock that is a little behind never shows it for longer", () => {
  assert.equal(timeLeft(CALLED, { now: CALLED - 4_000, seen: 0 }), 15_000);
});
