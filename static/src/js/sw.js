// Service worker. A page that its server has marked `X-Offline: 1` opens without network as it
// was last seen; built files with a hash in their name come from the cache. Nothing else is
// kept: no POST, no snapshot, nothing of anyone but the person whose page it is.

import { PAGES } from "./places.js";

const FILES = "files-1";
const MOST_FILES = 80;
const PATIENCE = 6000;
const PLACES = [/^\/rom\//, /^\/mappe(\/|$)/];
const HASHED = /^\/static\/.+-[A-Za-z0-9_]{6,}\.[a-z0-9]+$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  event.waitUntil(tidy(event.data ?? {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (HASHED.test(url.pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate" && isPlace(url)) event.respondWith(page(request));
});

async function takeOver() {
  const names = await caches.keys();
  const outdated = names.filter((name) => ![PAGES, FILES].includes(name));
  await Promise.all(outdated.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** `clear` removes all pages but `keep`, which is fetched when it was open before we were. */
async function tidy({ clear = false, keep = null }) {
  const cache = await caches.open(PAGES);
  const pages = clear ? await cache.keys() : [];
  const others = pages.filter(({ url }) => url !== keep?.split("#")[0]);
  await Promise.all(others.map((page) => cache.delete(page, { ignoreVary: true })));
  if (keep && !(await kept(PAGES, keep))) {
    await keepPage(keep, await fetch(keep, { credentials: "same-origin" }));
  }
}

function isPlace(url) {
  return PLACES.some((place) => place.test(url.pathname));
}

async function page(request) {
  try {
    const response = await patiently(request);
    await keepPage(request, response.clone());
    return response;
  } catch {
    return (await kept(PAGES, request)) ?? unseen();
  }
}

function patiently(request) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), PATIENCE);
  return fetch(request, { signal: controller.signal });
}

/** A page that is no longer to be read offline is also taken out again. */
async function keepPage(request, response) {
  const cache = await caches.open(PAGES);
  const stays = response.ok && response.headers.get("X-Offline") === "1";
  if (stays) await cache.put(request, response);
  else if (response.status < 500) await cache.delete(request, { ignoreVary: true });
}

async function file(request) {
  const found = await kept(FILES, request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await keepFile(request, response.clone());
  return response;
}

async function keepFile(request, response) {
  const cache = await caches.open(FILES);
  await cache.put(request, response);
  const keys = await cache.keys();
  const oldest = keys.slice(0, Math.max(0, keys.length - MOST_FILES));
  await Promise.all(oldest.map((key) => cache.delete(key)));
}

async function kept(name, request) {
  const cache = await caches.open(name);
  return cache.match(request, { ignoreVary: true });
}

function unseen() {
  const text =
    "<!doctype html><html lang='nb'><meta charset='utf-8'>" +
    "<meta name='viewport' content='width=device-width, initial-scale=1'><title>Uten nett</title>" +
    "<h1>Du er uten nett akkurat nå</h1><p>Last siden på nytt når nettet er tilbake.</p></html>";
  return new Response(text, {
    status: 503,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

// Marks this file as a module for the bundler, which otherwise wraps it and adds an export.
export {};
