// Text that is saved by itself as it is typed: kept on the phone with every keystroke, and on the
// server within two seconds. It goes by the same outbox as drafts do; what is added here is that
// a text may stand open in two tabs, and then neither may write over the other without a word.
//
//   autosave(form, { url, kept })   a form with the fields `version` and `editor`
//
// `kept` names the text on this phone, and `url` takes the fields: it answers
// {ok, version, saved: "10.42"}, or 409 {current: {field: text}, version} when another form has
// saved since. [data-draft-status] in the form says how it is kept. Await it before
// `start()`: what was typed and never sent is then put back into the form.

import { on } from "./bus.js";
import { KEPT } from "./drafts.js";
import { clearError } from "./errors.js";
import { newId, person } from "./ids.js";
import * as store from "./store.js";

const CHANNEL = "facilitator-autosave";
/** Every tab that writes has a name, and each keeps its own copy under it. */
const TAB = "~";
const STATUS = "[data-draft-status]";
const NOT_SAVED = "Ikke lagret ennå";

export async function autosave(form, { url, kept }) {
  const names = { kept, editor: editorOf(kept) };
  mark(form, url, names);
  answerOthers(form, names);
  await takeOver(names);
  on("outbox:done", (told) => saved(form, told));
  on("outbox:refused", (told) => setTimeout(() => refused(form, told)));
  sayWhen(form);
}

function mark(form, url, names) {
  const { version, editor } = form.elements;
  form.dataset.draft = keyOf(names);
  form.dataset.draftUrl = url;
  form.dataset.draftVersion = version.value;
  editor.value = names.editor;
}

function keyOf({ kept, editor }) {
  return kept + TAB + editor;
}

/** The same after a reload of this tab, and another one in every other tab. */
function editorOf(kept) {
  const name = `facilitator:editor:${person()}:${kept}`;
  try {
    const known = sessionStorage.getItem(name) ?? newId();
    sessionStorage.setItem(name, known);
    return known;
  } catch {
    return newId();
  }
}

/** A tab that was opened as a copy of this one has its name too, and must find one of its own. */
function answerOthers(form, names) {
  if (!window.BroadcastChannel) return;
  const channel = new BroadcastChannel(CHANNEL);
  const me = newId();
  channel.addEventListener("message", ({ data }) => {
    if (data.editor !== names.editor || data.from === me) return;
    if (data.ask) channel.postMessage({ from: me, to: data.from, editor: names.editor });
    else if (data.to === me) rename(form, names);
  });
  channel.postMessage({ ask: true, from: me, editor: names.editor });
}

function rename(form, names) {
  names.editor = newId();
  form.elements.editor.value = names.editor;
  form.dataset.draft = keyOf(names);
  try {
    sessionStorage.setItem(`facilitator:editor:${person()}:${names.kept}`, names.editor);
  } catch {
    // The name lasts as long as the page, then.
  }
}

/** What a tab that died has left is this tab's now; the server judges whether it came too late. */
async function takeOver(names) {
  const prefix = `draft:${person()}:`;
  const mine = prefix + keyOf(names);
  if (await store.get(mine)) return;
  const left = await store.all(`${prefix}${names.kept}${TAB}`);
  const [latest] = left.sort(([, a], [, b]) => b.at - a.at);
  if (!latest) return;
  const [key, record] = latest;
  const waiting = `out:${person()}:draft:${key.slice(prefix.length)}`;
  await store.put(mine, record);
  await Promise.all([store.remove(key), store.remove(waiting)]);
}

function isOurs(form, { slot }) {
  return slot === `draft:${form.dataset.draft}` || slot === `form:${form.dataset.draft}`;
}

function saved(form, { entry, body }) {
  if (!isOurs(form, entry) || body.version === undefined) return;
  form.elements.version.value = body.version;
  if (body.saved) form.dataset.saved = body.saved;
  for (const { dataset } of form.querySelectorAll("[data-error-for]")) {
    const field = "unsaved" in dataset && form.elements[dataset.errorFor];
    if (field) clearError(field);
  }
}

/** What the server cannot keep is said where it is written, without moving the caret. */
function refused(form, { entry, status, body }) {
  if (!isOurs(form, entry)) return;
  say(form, NOT_SAVED);
  if (entry.kind !== "draft") {
    form.querySelector("[data-form-error]:not([hidden])")?.scrollIntoView({ block: "center" });
    return;
  }
  if (status === 409 && body?.version !== undefined) form.elements.version.value = body.version;
  if (status !== 422) return;
  for (const [name, text] of Object.entries(body?.errors ?? {})) {
    const paragraph = form.querySelector(`[data-error-for="${CSS.escape(name)}"]`);
    if (!paragraph) continue;
    paragraph.dataset.unsaved = "";
    paragraph.textContent = text;
    paragraph.hidden = false;
    form.elements[name]?.setAttribute?.("aria-invalid", "true");
  }
}

function say(form, text) {
  const shown = form.querySelector(STATUS);
  if (shown) shown.textContent = text;
}

/**
 * The words that drafts have when all is well are about a kladd in a room; here a time is said.
 * The tick beside them is only for what the server has.
 */
function sayWhen(form) {
  const status = form.querySelector(STATUS);
  if (!status) return;
  new MutationObserver(() => {
    if (status.textContent === KEPT && form.dataset.saved) {
      status.textContent = `Lagret ${form.dataset.saved}`;
    }
    status.closest(".saved")?.toggleAttribute("data-waits", !/^Lagre/u.test(status.textContent));
  }).observe(status, { childList: true, characterData: true, subtree: true });
}
