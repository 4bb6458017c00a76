import assert from "node:assert/strict";
import { test } from "node:test";
import { meaning } from "../../static/src/js/keys.js";

const LEADS = { leads: true };

test("a clicker steps the room for the one who leads, and turns pages for others", () => {
  assert.deepEqual(meaning("PageDown", LEADS), { form: "lead-advance" });
  assert.deepEqual(meaning("PageDown", { leads: false }), { page: 1 });
  assert.deepEqual(meaning("ArrowDown", LEADS), { page: 1 });
});

test("letters light the cards, large or small, and only for the one who leads", () => {
  assert.deepEqual(meaning("n", LEADS), { form: "lead-light-next" });
  assert.deepEqual(meaning("N", LEADS), { form: "lead-light-next" });
  assert.deepEqual(meaning("s", { leads: false }), {});
  assert.deepEqual(meaning("l", { leads: false }), { errand: "sound" });
});

test("letters may be turned off; the clicker and the help stay", () => {
  const off = { leads: true, letters: false };
  assert.deepEqual(meaning("s", off), {});
  assert.deepEqual(meaning("+", off), {});
  assert.deepEqual(meaning(" ", off), { form: "lead-advance" });
  assert.deepEqual(meaning("ArrowRight", off), { form: "lead-advance" });
  assert.deepEqual(meaning("?", off), { errand: "help" });
});
