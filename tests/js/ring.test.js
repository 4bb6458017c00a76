import assert from "node:assert/strict";
import { test } from "node:test";
import { beads } from "../../static/src/js/ring.js";

const MINUTE = 60_000;
const clock = { duration: 15 * MINUTE, bead: 60, paused: false, size: "mini" };
const count = (drawn, state) => drawn.filter((bead) => bead.state === state).length;

test("nine of fifteen minutes left is drawn as in the drawing", () => {
  const drawn = beads({ ...clock, left: 9 * MINUTE - 1000 });
  assert.deepEqual(["open", "now", "done"].map((state) => count(drawn, state)), [6, 1, 8]);
  assert.deepEqual(drawn[0], { cx: "59.36", cy: "5.98", r: "3.22", state: "open" });
  assert.deepEqual(drawn[6], { cx: "68.30", cy: "91.11", r: "7.02", state: "now" });
  assert.equal(drawn[7].r, "5.20");
});

test("a pause has no lit bead, and at zero all are open", () => {
  assert.equal(count(beads({ ...clock, left: 9 * MINUTE, paused: true }), "now"), 0);
  assert.equal(count(beads({ ...clock, left: 0 }), "open"), 15);
});

test("one minute more adds a bead and moves none to another size", () => {
  const more = beads({ ...clock, duration: 16 * MINUTE, left: 10 * MINUTE });
  assert.equal(more.length, 16);
  assert.equal(count(more, "open"), 6);
});

test("many beads are smaller, so that they do not touch", () => {
  const twenty = beads({ ...clock, duration: 20 * MINUTE, left: 20 * MINUTE });
  assert.equal(twenty[1].r, "4.81");
});
