import assert from "node:assert/strict";
import { test } from "node:test";
import { fits, fold } from "../../static/src/js/filter.js";
import { quickest } from "../../static/src/js/offset.js";
import { length, replaceWord } from "../../static/src/js/words.js";

test("a first name becomes «jeg», with a capital where a sentence begins", () => {
  const text = "Ane ble stille. Ane så at Anes lapp var borte, og Kari-Ane lo.";
  assert.equal(
    replaceWord(text, "Ane", "jeg"),
    "Jeg ble stille. Jeg så at Anes lapp var borte, og Kari-Ane lo.",
  );
});

test("names with letters of our own are whole words too", () => {
  assert.equal(replaceWord("Da kom Øystein. Han, Øystein, sang.", "Øystein", "kollegaen"),
    "Da kom kollegaen. Han, kollegaen, sang.");
});

test("a name is found by the beginning of any of its words", () => {
  assert.equal(fits("Kari-Anne Vinterglimt Rimfrosten SFO", "anne v"), true);
  assert.equal(fits("Pål Bekkesus", "pal"), true);
  assert.equal(fits("Amina Kveldsmo", "ane"), false);
  assert.equal(fits("Amina Kveldsmo", ""), true);
  assert.equal(fold(" Synnøve "), "synnøve");
});

test("length counts characters as the server does", () => {
  assert.equal(length("hei\r\nå 🎈"), 7);
});

test("the quickest answer is the truest", () => {
  const samples = [{ trip: 40, offset: 1 }, null, { trip: 5, offset: 2 }];
  assert.equal(quickest(samples).offset, 2);
  assert.equal(quickest([null]), undefined);
});
