import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../../static/src/js/queue.js";

const OK = { kind: "ok", status: 200, body: { ok: true } };
const NO_NETWORK = { kind: "retry", status: 0 };

class Memory {
  values = new Map();
  async put(key, value) {
    this.values.set(key, structuredClone(value));
  }
  async get(key) {
    return structuredClone(this.values.get(key) ?? null);
  }
  async remove(key) {
    this.values.delete(key);
  }
  async all(prefix) {
    return [...structuredClone([...this.values])].filter(([key]) => key.startsWith(prefix));
  }
}

/** A queue with a clock, a network and a person that the test decides over. */
function make({ answer = () => OK, store = new Memory(), person = "7" } = {}) {
  const world = { now: 1000, sent: [], events: [], answer, store, person };
  world.queue = new Queue({
    store,
    now: () => world.now,
    person: () => world.person,
    emit: (name, detail) => world.events.push([name, detail]),
    held: (entry) => world.held?.(entry) ?? false,
    send: async (entry) => {
      world.sent.push(structuredClone(entry));
      return world.answer(entry);
    },
  });
  return world;
}

const story = (text = "Lappene", id = "a1") => ({
  slot: "form:/story", id, url: "/story", fields: [["text", text]],
});
const draft = (text, id) => ({
  slot: "draft:s1", kind: "draft", id, url: "/draft", fields: [["text", text], ["version", "3"]],
});
const names = (world) => world.events.map(([name]) => name);

test("what the server has taken leaves the queue", async () => {
  const world = make();
  await world.queue.put(story());
  await world.queue.flush();
  assert.deepEqual(names(world), ["queued", "sending", "done"]);
  assert.deepEqual(await world.queue.entries(), []);
});

test("five taps are one record", async () => {
  const world = make({ answer: () => NO_NETWORK });
  await Promise.all([1, 2, 3, 4, 5].map(() => world.queue.put(story())));
  await world.queue.flush();
  await world.queue.put(story("Lappene", "b2"));
  world.answer = () => OK;
  await world.queue.flush({ force: true });
  assert.deepEqual([...new Set(world.sent.map(({ id }) => id))], ["a1"]);
  assert.deepEqual(await world.queue.entries(), []);
});

test("what waits for something of its own lets the others go, and then comes with it", async () => {
  const world = make();
  world.held = ({ slot }) => slot === story().slot;
  await world.queue.put(story());
  await world.queue.put(draft("utkast", "d1"));
  await world.queue.flush({ force: true });
  assert.deepEqual(world.sent.map(({ id }) => id), ["d1"]);
  await world.queue.put(story("med bilde", "b2"));
  world.held = () => false;
  await world.queue.flush();
  assert.deepEqual(world.sent.at(-1).fields, [["text", "med bilde"]]);
});

test("what may have arrived waits for nothing more", async () => {
  const world = make({ answer: () => NO_NETWORK });
  await world.queue.put(story());
  await world.queue.flush();
  world.held = () => true;
  await world.queue.flush({ force: true });
  assert.equal(world.sent.length, 2);
});

test("before the first try the text may change, after it not", async () => {
  const world = make({ answer: () => NO_NETWORK });
  await world.queue.put(story("først"));
  await world.queue.put(story("rettet", "b2"));
  await world.queue.flush();
  await world.queue.put(story("for seint", "c3"));
  const [entry] = await world.queue.entries();
  assert.deepEqual([entry.id, entry.fields], ["a1", [["text", "rettet"]]]);
});

test("without network it stays, waits longer each time, and goes when it is forced", async () => {
  const world = make({ answer: () => NO_NETWORK });
  await world.queue.put(story());
  await world.queue.flush();
  await world.queue.flush();
  assert.equal(world.sent.length, 1);
  world.now += 60_000;
  await world.queue.flush();
  assert.equal(world.sent.length, 2);
  world.answer = () => OK;
  await world.queue.flush({ force: true });
  assert.equal(names(world).at(-1), "done");
});

test("a busy server is not hurried", async () => {
  const world = make({ answer: () => ({ kind: "retry", status: 429, wait: 20_000 }) });
  await world.queue.put(story());
  await world.queue.flush();
  world.now += 19_000;
  await world.queue.flush({ force: true });
  assert.equal(world.sent.length, 1);
  assert.equal(world.events.at(-1)[1].why, "busy");
});

test("what is refused stays until its text has been put back", async () => {
  const body = { ok: false, errors: { text: "For langt" } };
  const world = make({ answer: () => ({ kind: "refused", status: 422, body }) });
  await world.queue.put(story());
  await world.queue.flush();
  await world.queue.flush({ force: true });
  const [entry] = await world.queue.entries();
  assert.deepEqual([entry.state, entry.body, world.sent.length], ["refused", body, 1]);
  world.answer = () => OK;
  await world.queue.put(story("kortere"));
  await world.queue.flush();
  assert.deepEqual(await world.queue.entries(), []);
});

test("the order is kept per address, and one address does not hold up another", async () => {
  const world = make({ answer: ({ url }) => (url === "/a" ? { kind: "retry", status: 503 } : OK) });
  const line = (slot, url) => ({ slot, id: slot, url, fields: [] });
  await world.queue.put(line("1", "/a"));
  await world.queue.put(line("2", "/a"));
  await world.queue.put(line("3", "/b"));
  await world.queue.flush();
  assert.deepEqual(world.sent.map(({ slot }) => slot), ["1", "3"]);
});

test("of drafts the latest wins, on the version the one before it made", async () => {
  const world = make();
  world.answer = async (entry) => {
    if (entry.id === "d1") await world.queue.put(draft("nyere", "d2"));
    return { ...OK, body: { ok: true, version: entry.id === "d1" ? 4 : 5 } };
  };
  await world.queue.put(draft("eldre", "d1"));
  await world.queue.flush();
  assert.deepEqual(
    world.sent.map(({ fields }) => fields),
    [[["text", "eldre"], ["version", "3"]], [["text", "nyere"], ["version", "4"]]],
  );
  const done = world.events.filter(([name]) => name === "done");
  assert.deepEqual(done.map(([, detail]) => detail.newer), [true, false]);
});

test("a refused draft is not kept in the queue", async () => {
  const world = make({ answer: () => ({ kind: "refused", status: 409, body: { current: {} } }) });
  await world.queue.put(draft("tekst", "d1"));
  await world.queue.flush();
  assert.deepEqual(await world.queue.entries(), []);
});

test("a reload finds what was waiting, and only its own person's", async () => {
  const store = new Memory();
  const before = make({ store, answer: () => NO_NETWORK });
  await before.queue.put(story());
  await before.queue.flush();
  const other = make({ store, person: "8" });
  await other.queue.flush({ force: true });
  assert.equal(other.sent.length, 0);
  const after = make({ store });
  await after.queue.flush({ force: true });
  assert.deepEqual(after.sent.map(({ id }) => id), ["a1"]);
});

test("a flush asked for while one runs comes after it", async () => {
  const world = make({ answer: () => NO_NETWORK });
  await world.queue.put(story());
  const first = world.queue.flush();
  world.queue.flush({ force: true });
  await first;
  assert.equal(world.sent.length, 2);
});
