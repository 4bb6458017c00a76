// What a person has typed, kept on the phone. localStorage comes first because it writes at
// once: a phone may kill the page in the next instant. What it refuses (full, or blocked)
// goes to IndexedDB. Values are plain JSON.

import { del, entries, get as idbGet, set } from "idb-keyval";

const PREFIX = "facilitator:";

export async function put(key, value) {
  const text = JSON.stringify(value);
  if (putLocal(PREFIX + key, text)) return;
  await quietly(() => set(PREFIX + key, text));
}

export async function get(key) {
  const text = getLocal(PREFIX + key) ?? (await quietly(() => idbGet(PREFIX + key)));
  return parse(text);
}

export async function remove(key) {
  removeLocal(PREFIX + key);
  await quietly(() => del(PREFIX + key));
}

/** Every value whose key begins with `prefix`, as [key, value] pairs. */
export async function all(prefix) {
  const found = new Map((await quietly(entries)) ?? []);
  for (const key of localKeys()) found.set(key, getLocal(key));
  return [...found]
    .filter(([key]) => String(key).startsWith(PREFIX + prefix))
    .map(([key, text]) => [key.slice(PREFIX.length), parse(text)])
    .filter(([, value]) => value !== null);
}

function putLocal(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    removeLocal(key);
    return false;
  }
}

function getLocal(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function removeLocal(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Blocked storage holds nothing to remove.
  }
}

function localKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

async function quietly(work) {
  try {
    return await work();
  } catch {
    return null;
  }
}

function parse(text) {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
