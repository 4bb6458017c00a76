// Words on the projector: in no order, in rows that hold, and still where they were.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mixed, pagesOf } from "../../static/src/js/words_wall.js";

const words = (count, width = 200) =>
  Array.from({ length: count }, (_, n) => ({ id: `card-${n + 1}`, key: mixed(3, n + 1), width }));
const wall = { width: 1800, gap: 60, most: 12 };
const ids = (pages) => pages.flat(2);

test("the mixing is the same as the server's", () => {
  assert.equal(mixed(1, 1), 3288117084);
  assert.equal(mixed(7, 423), 2390805120);
});

test("every word stands once", () => {
  for (const count of [1, 7, 36, 90]) {
    const laid = ids(pagesOf(words(count), wall));
    assert.deepEqual([...laid].sort(), words(count).map(({ id }) => id).sort());
  }
});

test("no row is wider than the wall", () => {
  for (const page of pagesOf(words(60), wall)) {
    for (const row of page) assert.ok(row.length * 260 <= 1800, `${row.length} in a row`);
  }
});

test("a word that comes moves no word to another row", () => {
  const rowOf = (pages) => new Map(pages[0].flatMap((row) => row.map((id) => [id, row])));
  const before = rowOf(pagesOf(words(20), wall));
  const after = rowOf(pagesOf(words(21), wall));
  for (const [id, row] of before) {
    assert.deepEqual(after.get(id).filter((other) => other !== "card-21"), row, id);
  }
});

test("what there is no height for comes on the next page", () => {
  const pages = pagesOf(words(40), { ...wall, most: 4 });
  assert.ok(pages.length >= 2);
  assert.ok(pages.every((page) => page.length <= 4));
});
