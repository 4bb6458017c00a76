import assert from "node:assert/strict";
import { test } from "node:test";
import { loudness, stateOf } from "../../static/src/js/sound.js";
import { signToGive, turned } from "../../static/src/js/turning.js";

test("each size of ring has its own turns, and two that change at once are one sign", () => {
  const before = new Map();
  const rings = (five, six) => [{ key: 5, number: five }, { key: 6, number: six }];
  assert.equal(turned(before, rings(2, 3)), false, "nothing has changed on the first look");
  assert.equal(turned(before, rings(2, 3)), false, "the six being further on is no change");
  assert.equal(turned(before, rings(3, 4)), true);
  assert.equal(turned(before, rings(3, 4)), false);
  assert.equal(turned(before, rings(3, 5)), true);
});

test("a new round begins at the first turn without a sign", () => {
  const before = new Map([[5, 5]]);
  assert.equal(turned(before, [{ key: 5, number: 1 }]), false);
  assert.equal(turned(before, [{ key: 5, number: 2 }]), true);
});

test("of signs in the same moment the weightiest is given", () => {
  const calm = { now: 10_000, last: 0 };
  assert.equal(signToGive(["turn", "out"], calm), "out");
  assert.equal(signToGive(["warm", "turn"], calm), "warm");
  assert.equal(signToGive(["step", "turn"], calm), "step");
  assert.equal(signToGive([], calm), null);
});

test("one sign just after another is left out, but never a call or a trial", () => {
  const soon = { now: 10_000, last: 9_500 };
  assert.equal(signToGive(["turn"], soon), null);
  assert.equal(signToGive(["call"], soon), "call");
  assert.equal(signToGive(["trial"], soon), "trial");
  assert.equal(signToGive(["turn"], { now: 10_000, last: 8_000 }), "turn");
});

test("the button says what the device does, and when it waits for a touch", () => {
  assert.equal(stateOf(null, false), "ask");
  assert.equal(stateOf(false, false), "off");
  assert.equal(stateOf(true, false), "blocked");
  assert.equal(stateOf(true, true), "on");
});

test("the slider goes from nothing to loud, and never beyond", () => {
  assert.equal(loudness(0), 0);
  assert.ok(loudness(50) < loudness(100) / 2);
  assert.equal(loudness(300), loudness(100));
  assert.equal(loudness(-5), 0);
});
