import assert from "node:assert/strict";
import { test } from "node:test";
import { Revisions } from "../../static/src/js/revisions.js";

test("what is next is applied and held", () => {
  const revisions = new Revisions({ "room:1": 5 });
  assert.equal(revisions.take({ a: "room:1", from: 5, to: 7 }), "next");
  assert.deepEqual(JSON.parse(JSON.stringify(revisions)), { "room:1": 7 });
});

test("what has been seen is old, what was missed is a gap", () => {
  const revisions = new Revisions({ "room:1": 5 });
  assert.equal(revisions.take({ a: "room:1", from: 4, to: 5 }), "old");
  assert.equal(revisions.take({ a: "room:1", from: 6, to: 7 }), "gap");
  assert.equal(revisions.take({ a: "group:9", from: 0, to: 1 }), "gap");
  assert.equal(revisions.take({ a: "room:1", from: 4, to: 6 }), "next");
});

test("a page is behind when the server knows more, or other audiences", () => {
  const revisions = new Revisions({ "room:1": 5, "group:9": 2 });
  assert.equal(revisions.isBehind({ "room:1": 5, "group:9": 2 }), false);
  assert.equal(revisions.isBehind({ "room:1": 6, "group:9": 2 }), true);
  assert.equal(revisions.isBehind({ "room:1": 5 }), true);
  assert.equal(revisions.isBehind({ "room:1": 5, "group:8": 2 }), true);
});

test("a snapshot older than what has been seen is noticed", () => {
  const revisions = new Revisions({ "room:1": 5 });
  assert.equal(revisions.isAheadOf({ "room:1": 4 }), true);
  assert.equal(revisions.isAheadOf({ "room:1": 5, "group:9": 1 }), false);
});
