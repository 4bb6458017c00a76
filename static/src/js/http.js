// Every write leaves the page through `send`. It answers with what to do next, never by
// throwing: {kind: "ok" | "refused" | "retry", status, body, wait}.

import { person } from "./ids.js";

const TIMEOUT = 6000;
const KEEPALIVE_LIMIT = 50_000;

export async function send(url, fields) {
  const first = await post(url, fields);
  if (!first.body?.csrf) return judge(first);
  if (!(await refreshToken())) return judge({ status: 0 });
  return judge(await post(url, fields));
}

/**
 * A 2xx counts only when it is our own JSON: a captive portal answers 200 with a page of its
 * own to anything, and text must not be thought delivered to it.
 */
export function judge({ status, body, wait = 0 }) {
  if (status >= 200 && status < 300 && body?.ok === true) return { kind: "ok", status, body };
  if (status === 413) return { kind: "refused", status, body: body ?? { ok: false } };
  if (isFinal(status) && body) return { kind: "refused", status, body };
  return { kind: "retry", status, body, wait };
}

function isFinal(status) {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

async function post(url, fields) {
  const text = new URLSearchParams([...fields, ["csrf_token", token()]]).toString();
  try {
    const response = await fetch(url, {
      method: "POST",
      body: text,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
        Accept: "application/json",
        "X-Person": person(),
      },
      credentials: "same-origin",
      cache: "no-store",
      keepalive: text.length < KEEPALIVE_LIMIT,
      ...deadline(TIMEOUT),
    });
    return { status: response.status, body: await json(response), wait: retryAfter(response) };
  } catch {
    return { status: 0, body: null };
  }
}

async function json(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function retryAfter(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0;
}

/** Options for fetch that give up after `ms`; a half-open connection never answers by itself. */
export function deadline(ms) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal };
}

function token() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

async function refreshToken() {
  try {
    const response = await fetch("/csrf", { cache: "no-store", ...deadline(TIMEOUT) });
    const { token: fresh } = await response.json();
    const meta = document.querySelector('meta[name="csrf"]');
    if (meta && fresh) meta.content = fresh;
    return Boolean(meta && fresh);
  } catch {
    return false;
  }
}
