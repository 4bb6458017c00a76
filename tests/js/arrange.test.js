import assert from "node:assert/strict";
import { test } from "node:test";
import { axisOf, sideOf } from "../../static/src/js/arrange.js";

const box = (left, top) => ({ left, top, width: 100, height: 40 });

test("cards in a row are gone past sideways, those in a column up and down", () => {
  assert.equal(axisOf(box(100, 0), [box(0, 0), box(100, 0)]), "x");
  assert.equal(axisOf(box(0, 40), [box(0, 0), box(0, 40)]), "y");
  assert.equal(axisOf(box(0, 0), []), "y");
});

test("the first half of a card is before it, the last half after", () => {
  assert.equal(sideOf(box(0, 0), { x: 10, y: 39 }, "x"), "before");
  assert.equal(sideOf(box(0, 0), { x: 90, y: 1 }, "x"), "after");
  assert.equal(sideOf(box(0, 0), { x: 90, y: 1 }, "y"), "before");
  assert.equal(sideOf(box(0, 0), { x: 10, y: 39 }, "y"), "after");
});
