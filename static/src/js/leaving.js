// «Ferdig på denne telefonen», and small errands of pages outside the room. Before a device forgets
// who it was, what it has not been able to send is shown (`form[data-finish]`). The page that says
// it has forgotten (`data-clear-local` on <body>) empties all that we keep in the browser, and
// `data-print` prints, and may be hidden until there is script.

import { clear } from "idb-keyval";
import { announce } from "./announce.js";
import { LEFT } from "./left.js";
import { flush } from "./outbox.js";
import * as store from "./store.js";
import { readable } from "./unsent.js";

const PATIENCE = 3000;
const TITLE = "Noe er ikke sendt ennå";
const HELP =
  "Når telefonen glemmer deg, er dette borte. Vent til nettet er tilbake, eller kopier teksten først.";

export function startLeaving() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.addEventListener("submit", finish);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) print();
  });
}

export function isLeft() {
  return document.body.hasAttribute("data-clear-local");
}

/** Browsers heed Clear-Site-Data over https alone; in a local network this is what clears. */
export async function clearDevice() {
  await Promise.allSettled([clearWorkers(), clearCaches(), clear(), clearStorage()]);
  // Cleared last, for a page in another tab may have written while the rest was going on.
  await clearStorage();
  document.documentElement.dataset.cleared = "";
}

async function clearStorage() {
  sessionStorage.clear();
  localStorage.clear();
  localStorage.setItem(LEFT, String(Date.now()));
}

async function clearCaches() {
  if (!window.caches) return;
  for (const name of await caches.keys()) await caches.delete(name);
}

async function clearWorkers() {
  const found = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const registration of found) await registration.unregister();
}

/** One more try to send what waits; what is left is shown, and a second press is meant. */
async function finish(event) {
  const form = event.target.closest("form[data-finish]");
  if (!form || form.dataset.sure) return;
  event.preventDefault();
  await Promise.race([flush(true), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  const left = await unsent();
  if (left.length === 0) form.submit();
  else ask(form, left);
}

/** Of everybody on the device, for all of it is forgotten. An answer without a text is «». */
async function unsent() {
  const drafts = await store.all("draft:");
  const texts = drafts.map(([, record]) => readable(record)).filter(Boolean);
  const waiting = await store.all("out:");
  return texts.length || !waiting.length ? texts : waiting.map(() => "");
}

function ask(form, left) {
  form.dataset.sure = "1";
  const said = document.createElement("div");
  said.className = "hint unsent-first";
  said.tabIndex = -1;
  said.append(element("h3", TITLE), element("p", HELP));
  for (const text of left.filter(Boolean)) said.append(field(text));
  form.before(said);
  form.querySelector("button").textContent = "Ferdig likevel, og la det bli borte";
  announce(`${TITLE}. ${HELP}`);
  said.focus();
}

function field(text) {
  const made = element("textarea", "");
  made.className = "ds-input";
  made.readOnly = true;
  made.rows = Math.min(6, 1 + text.length / 40);
  made.value = text;
  made.setAttribute("aria-label", "Teksten som ikke er sendt");
  return made;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
