// A thread between two cards crosses no card: it runs in the gaps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { route } from "../../static/src/js/threads.js";

const card = (column, row) => {
  const [left, top] = [column * 320, row * 220];
  return { left, top, right: left + 300, bottom: top + 200 };
};
const board = [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((column) => card(column, row)));

/** Whether a straight stretch, upright or level, passes through the inside of a card. */
function crosses([x1, y1], [x2, y2], { left, right, top, bottom }) {
  const apart = Math.max(x1, x2) <= left || Math.min(x1, x2) >= right
    || Math.max(y1, y2) <= top || Math.min(y1, y2) >= bottom;
  return !apart;
}

test("no thread passes over a card, wherever the two lie", () => {
  for (const one of board) {
    for (const other of board) {
      if (one === other) continue;
      const points = route(one, other, 1);
      points.slice(1).forEach((point, n) => {
        for (const card of board) assert.ok(!crosses(points[n], point, card));
      });
    }
  }
});

test("it is the same thread from either end", () => {
  assert.deepEqual(route(board[0], board[10]), route(board[10], board[0]));
});
