import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutFor, page, waitFor } from "../../static/src/js/layout.js";

test("the layout follows the number of cards", () => {
  const expected = { 0: 1, 1: 1, 2: 3, 4: 8, 9: 12, 13: 24, 25: 36, 37: 60, 200: 60 };
  for (const [count, layout] of Object.entries(expected)) {
    assert.equal(layoutFor(Number(count), 1920), layout, count);
  }
});

test("a narrow projector never holds more than 24", () => {
  assert.equal(layoutFor(12, 1024), 12);
  assert.equal(layoutFor(25, 1365), 24);
  assert.equal(layoutFor(60, 1024), 24);
});

test("the board stands still for ten seconds and while cards arrive", () => {
  const calm = { now: 20_000, changed: 5_000, arrived: 0, overflow: false };
  assert.equal(waitFor(calm), 0);
  assert.equal(waitFor({ ...calm, changed: 15_000 }), 5_000);
  assert.equal(waitFor({ ...calm, arrived: 19_000 }), 500);
});

test("cards out of sight shorten the wait, also when they never stop arriving", () => {
  const crowded = { now: 20_000, changed: 19_000, arrived: 20_000, overflow: true };
  assert.equal(waitFor(crowded), 2_000);
  assert.equal(waitFor({ ...crowded, changed: 16_000 }), 0);
});

test("pages say how many more there are", () => {
  const first = { number: 1, pages: 2, first: 0, last: 59, more: "12 til på neste side" };
  assert.deepEqual(page(72, 60, 1), first);
  assert.equal(page(72, 24, 1).more, "48 til på de neste sidene");
  assert.deepEqual(page(72, 60, 9), { number: 2, pages: 2, first: 60, last: 71, more: "" });
  assert.equal(page(0, 1, 1).pages, 1);
});
