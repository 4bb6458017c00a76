import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, isWanted } from "../../static/src/js/card_filter.js";

const card = (text, tables = [], strengths = []) => ({
  text,
  marks: { Bord: tables, Styrke: strengths },
});

test("there is to choose among what the cards say, tables by their number", () => {
  const cards = [card("a", ["Bord 10"]), card("b", ["Bord 2"], ["Ømhet", "Mot"]), card("c")];
  assert.deepEqual(
    [...choicesOf(cards)],
    [["Bord", ["Bord 2", "Bord 10"]], ["Styrke", ["Mot", "Ømhet"]]],
  );
});

test("words and a mark narrow together; nothing asked fits all", () => {
  const found = card("Vi våget å vente", ["Bord 2"], ["Mot"]);
  assert.ok(isWanted(found, { words: "", mark: "" }));
  assert.ok(isWanted(found, { words: "vent", mark: "Styrke:Mot" }));
  assert.ok(!isWanted(found, { words: "vent", mark: "Bord:Bord 3" }));
  assert.ok(!isWanted(found, { words: "hoppe", mark: "Bord:Bord 2" }));
});
