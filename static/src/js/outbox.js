// The outbox of this browser: the queue, wired to storage, network and the moments when it is
// worth trying again. Background Sync is not relied upon (absent on iPhones and plain http).

import { emit, on } from "./bus.js";
import { send } from "./http.js";
import { newId, person } from "./ids.js";
import { Queue } from "./queue.js";
import * as store from "./store.js";
import { onWake } from "./wake.js";

const LEASE = "facilitator:lease";
const LEASE_MS = 20_000;
const EVERY = 10_000;
const SOON = 500;
const me = newId();
const holders = [];

export const queue = new Queue({
  store,
  person,
  exclusive,
  now: () => Date.now(),
  send: (entry) => deliver(entry),
  held: (entry) => holders.some((holds) => holds(entry)),
  emit: (name, detail) => emit(`outbox:${name}`, detail),
});

function deliver(entry) {
  return send(entry.url, [...entry.fields, ["client_id", entry.id]]);
}

/** What `holds(entry)` says yes to is not sent until it says no, and `flush` is called then. */
export function hold(holds) {
  holders.push(holds);
}

/** Certainly offline means not tried at all, so that a waiting text may still be changed. */
export function flush(force = false) {
  if (navigator.onLine === false) {
    emit("outbox:offline");
    return Promise.resolve();
  }
  return queue.flush({ force });
}

export async function post(entry) {
  const put = await queue.put(entry);
  flush(entry.kind !== "draft");
  return put;
}

export function startOutbox() {
  on("live:on", () => flush(true));
  on("outbox:waiting", ({ entry, why }) => {
    if (why !== "held") setTimeout(flush, Math.max(0, entry.due - Date.now()) + 20);
  });
  onWake(() => flush(true));
  addEventListener("pageshow", () => flush(true));
  addEventListener("storage", noticeOtherTab);
  setInterval(() => flush(), EVERY);
}

/** Another tab may have sent what this one shows as waiting. */
function noticeOtherTab({ key, oldValue, newValue }) {
  if (newValue !== null || !key?.startsWith(`facilitator:out:${person()}:`)) return;
  const entry = JSON.parse(oldValue);
  if (entry) emit("outbox:done", { entry, body: {}, newer: false });
}

/** One tab sends at a time. Two at once would be harmless, only wasteful: ids are unique. */
async function exclusive(work) {
  if (navigator.locks) {
    return navigator.locks.request("facilitator-outbox", { ifAvailable: true }, (lock) =>
      lock ? work() : soonAgain(),
    );
  }
  if (!takeLease()) return soonAgain();
  const renewal = setInterval(takeLease, LEASE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    dropLease();
  }
}

/** Mostly it is the page one has just come from, which is done in a moment. */
function soonAgain() {
  setTimeout(flush, SOON);
}

function takeLease() {
  try {
    const lease = JSON.parse(localStorage.getItem(LEASE) ?? "null");
    const taken = lease && lease.owner !== me && lease.until > Date.now();
    if (!taken) {
      localStorage.setItem(LEASE, JSON.stringify({ owner: me, until: Date.now() + LEASE_MS }));
    }
    return !taken;
  } catch {
    return true;
  }
}

function dropLease() {
  try {
    localStorage.removeItem(LEASE);
  } catch {
    // Without storage there was no lease.
  }
}
