import assert from "node:assert/strict";
import { test } from "node:test";

import { bites, progressText, sendAll } from "../../static/src/js/batches.js";

const ok = (piece, refused = []) => ({
  kind: "ok",
  body: { made: piece.filter((id) => !refused.includes(id)), refused },
});
const calm = { isStopped: () => false, pause: async () => {}, told: () => {} };

test("a list comes in pieces, and nobody is left out", () => {
  const people = Array.from({ length: 200 }, (_, n) => n);
  const pieces = bites(people);
  assert.equal(pieces.length, 25);
  assert.deepEqual(pieces.flat(), people);
  assert.deepEqual(bites([]), []);
});

test("each piece is told of, with those who were refused", async () => {
  const told = [];
  const sum = await sendAll(bites([1, 2, 3, 4, 5], 2), {
    ...calm,
    post: async (piece) => ok(piece, piece.includes(3) ? [3] : []),
    told: (...seen) => told.push(seen),
  });
  assert.deepEqual(told, [[2, 0], [3, 1], [4, 1]]);
  assert.deepEqual(sum, { done: 4, refused: [3], stopped: false, fault: "" });
});

test("a stop is taken between two pieces", async () => {
  let sent = 0;
  const sum = await sendAll(bites([1, 2, 3, 4], 2), {
    ...calm,
    post: async (piece) => ((sent += 1), ok(piece)),
    isStopped: () => sent === 1,
  });
  assert.equal(sum.done, 2);
  assert.ok(sum.stopped);
});

test("a network that comes back is waited for", async () => {
  let asked = 0;
  const post = async (piece) => ((asked += 1) < 3 ? { kind: "retry" } : ok(piece));
  const sum = await sendAll([[1]], { ...calm, post });
  assert.equal(sum.done, 1);
  assert.equal(sum.fault, "");
});

test("one that does not come back, or a refusal, ends it with words", async () => {
  const gone = await sendAll([[1]], { ...calm, post: async () => ({ kind: "retry" }) });
  assert.match(gone.fault, /tatt vare på/);
  const refused = { kind: "refused", body: { message: "Dette gjør kursholderen i kullet." } };
  const told = await sendAll([[1]], { ...calm, post: async () => refused });
  assert.equal(told.fault, "Dette gjør kursholderen i kullet.");
});

test("the words of the progress", () => {
  assert.equal(progressText(8, 36, "utstedt"), "8 av 36 er utstedt.");
});
