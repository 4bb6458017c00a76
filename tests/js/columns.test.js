import { test } from "node:test";
import assert from "node:assert/strict";
import { pagesOf } from "../../static/src/js/columns.js";

test("cards lie below each other until there is no more room", () => {
  assert.deepEqual(pagesOf([100, 100, 100], 10, 210), [1, 1, 2]);
  assert.deepEqual(pagesOf([100, 100, 100], 10, 320), [1, 1, 1]);
});

test("a card that is higher than the page has one to itself", () => {
  assert.deepEqual(pagesOf([400, 50], 10, 210), [1, 2]);
  assert.deepEqual(pagesOf([], 10, 210), []);
});
