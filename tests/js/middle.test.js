// Which step of a turn is on: the phone in the middle of a ring follows it by itself.

import assert from "node:assert/strict";
import test from "node:test";
import { partAt } from "../../static/src/js/middle.js";

const turns = { started: 1000, parts: [[400, 600], [1000, 1200]] };

test("each turn goes through its steps", () => {
  assert.deepEqual(partAt(turns, 1000), { turn: 0, step: 0, left: 400, over: false });
  assert.deepEqual(partAt(turns, 1450), { turn: 0, step: 1, left: 150, over: false });
  assert.deepEqual(partAt(turns, 1700), { turn: 1, step: 0, left: 300, over: false });
});

test("after the last step nothing is left, and nothing begins again", () => {
  assert.deepEqual(partAt(turns, 9000), { turn: 1, step: 1, left: 0, over: true });
});

test("a pause stands still", () => {
  const paused = { ...turns, paused_at: 1450 };
  assert.deepEqual(partAt(paused, 9000), partAt(turns, 1450));
});
