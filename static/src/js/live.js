// The stream. Load, reconnect, wake-up and a noticed gap all do the same: fetch the snapshot
// of this page and morph. There is no replay, so there is only one way to be up to date.

import { io } from "socket.io-client";
import { emit, on } from "./bus.js";
import { deadline } from "./http.js";
import { Revisions } from "./revisions.js";
import { applyItems, receive, startSurface, surface } from "./surface.js";
import { onWake } from "./wake.js";

const SILENT = 12_000;
const SPREAD = 300;
const QUICK_TRIES = 5;
const QUICK = 3000;
const PATIENT = 12_000;
const RELOAD_PAUSE = 10_000;
const REDRAW = 400;
const ENDED = [401, 403, 404, 410];

const revisions = new Revisions();
let socket = null;
let heard = Date.now();
let fetching = null;
let wanted = false;
let failures = 0;
let retryTimer = null;
let waiting = [];
let redraw = null;

export function startLive() {
  if (!surface()) return;
  revisions.replace(JSON.parse(surface().dataset.audiences ?? "{}"));
  startSurface();
  showState("off");
  connect();
  onWake(wake);
  on("surface:refresh", () => refresh());
  on("surface:soon", soon);
}

function connect() {
  socket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 400,
    reconnectionDelayMax: 4000,
  });
  socket.io.on("open", () => {
    hear();
    socket.io.engine.on("packet", hear);
  });
  socket.on("connect", enter);
  socket.on("disconnect", () => showState("off"));
  socket.on("changes", take);
  socket.on("bye", () => reload());
}

function hear() {
  heard = Date.now();
}

async function enter() {
  const { room, surface: kind } = surface().dataset;
  try {
    const answer = await socket
      .timeout(8000)
      .emitWithAck("enter", { room, surface: kind });
    await entered(answer);
  } catch {
    reconnect();
  }
}

async function entered(answer) {
  emit("live:now", { now: answer.now });
  if (!answer.ok || revisions.isBehind(answer.audiences)) await refresh();
  if (!answer.ok || !socket.connected) return;
  showState("on");
  emit("live:on");
}

function reconnect() {
  socket.disconnect();
  socket.connect();
}

/** A socket can look open for long after the phone has slept, so silence is not trusted. */
function wake(reason) {
  const silent = Date.now() - heard > SILENT;
  if (silent || reason === "online" || !socket.connected) reconnect();
  refresh();
}

function take(message) {
  if (fetching) {
    waiting.push(message);
    return;
  }
  const meaning = revisions.take(message);
  if (meaning === "old") return;
  if (meaning === "gap") {
    refresh();
    return;
  }
  applyItems(message);
  showRevisions();
  if (message.refetch) refresh({ spread: surface().dataset.surface === "phone" });
}

/** Many cards at once are one new picture. */
function soon() {
  redraw ??= setTimeout(() => {
    redraw = null;
    refresh();
  }, REDRAW);
}

/**
 * Fetches the snapshot; asked again while it is fetched, it fetches once more. `spread` keeps
 * 250 phones from asking in the same instant.
 */
export function refresh({ spread = false } = {}) {
  clearTimeout(retryTimer);
  wanted = true;
  fetching ??= fetchWanted(spread);
  return fetching;
}

async function fetchWanted(spread) {
  if (spread) await pause(Math.random() * SPREAD);
  while (wanted) {
    wanted = false;
    await fetchOnce();
  }
  fetching = null;
  waiting.splice(0).forEach(take);
}

async function fetchOnce() {
  try {
    const response = await fetch(location.href, {
      headers: { "X-Snapshot": "1" },
      cache: "no-store",
      credentials: "same-origin",
      ...deadline(failures < QUICK_TRIES ? QUICK : PATIENT),
    });
    await arrived(response);
  } catch (error) {
    retryLater({ silent: error.name === "AbortError" });
  }
}

async function arrived(response) {
  if (ENDED.includes(response.status)) return reload();
  if (response.redirected) return location.assign(response.url);
  if (!response.ok) return retryLater();
  const fresh = receive(await response.text());
  if (!fresh) return reload();
  const outdated = revisions.isAheadOf(fresh) && failures < 3;
  const hearsMore = revisions.hasOtherAudiences(fresh);
  revisions.replace(fresh);
  if (hearsMore && socket?.connected) enter();
  showRevisions();
  if (outdated) return retryLater();
  failures = 0;
  return undefined;
}

/**
 * After a dead line the browser still has some open connections that answer nothing; each
 * silent try uses one of them up, so the next is made at once.
 */
function retryLater({ silent = false } = {}) {
  failures += 1;
  const quick = silent && failures <= QUICK_TRIES;
  const delay = quick ? 0 : Math.min(15_000, 500 * 2 ** failures);
  retryTimer = setTimeout(() => refresh(), delay * (0.5 + Math.random()));
}

/** The page itself knows what to say when the room has ended, but must not reload in a ring. */
function reload() {
  const last = Number(sessionStorage.getItem("reloaded") ?? 0);
  if (Date.now() - last < RELOAD_PAUSE) return;
  sessionStorage.setItem("reloaded", String(Date.now()));
  location.reload();
}

function showState(state) {
  document.documentElement.dataset.live = state;
  showRevisions();
  emit("live:state", { state });
}

function showRevisions() {
  const element = surface();
  if (element) element.dataset.revisions = JSON.stringify(revisions);
}

function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
