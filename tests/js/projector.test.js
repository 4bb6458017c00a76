import assert from "node:assert/strict";
import { test } from "node:test";
import { seats } from "../../static/src/js/rounds.js";
import { pagesOf } from "../../static/src/js/spot.js";

test("the seats of a ring: those who have had the word, the one who has it, the rest", () => {
  const middle = seats({ number: 3, total: 5, left: 1000 });
  assert.deepEqual(middle, ["done", "done", "now", "open", "open"]);
});

test("after the last turn nobody is left and nobody is lit", () => {
  assert.deepEqual(seats({ number: 3, total: 3, left: 0 }), ["done", "done", "done"]);
});

test("a text that fits is one page", () => {
  assert.equal(pagesOf(900, 900, 40), 1);
  assert.equal(pagesOf(0, 0, 40), 1);
});

test("every column out of sight is reached, and none is empty", () => {
  assert.equal(pagesOf(900 + 940, 900, 40), 2);
  assert.equal(pagesOf(900 + 3 * 940, 900, 40), 4);
  assert.equal(pagesOf(901, 900, 40), 1);
  assert.equal(pagesOf(900 + 470, 900, 40), 2);
});
