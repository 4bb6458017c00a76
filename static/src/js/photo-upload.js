// One picture to the server, with progress and a way to stop. Answers as `http.js` does, never by
// throwing: {kind: "ok" | "refused" | "retry" | "stopped", status, body}.

import { judge } from "./http.js";
import { person } from "./ids.js";

const LONGEST = 180_000;

/** `stop()` on the handle ends it; `done` is the answer. `onProgress` gets percent. `name` is what the file is called. */
export function upload(url, fields, file, onProgress, name = "bilde") {
  const request = new XMLHttpRequest();
  const handle = { stop: () => request.abort() };
  handle.done = attempt(request, url, fields, file, onProgress, name).then(async (first) => {
    if (!first.body?.csrf || !(await refreshToken())) return finish(first);
    const again = new XMLHttpRequest();
    handle.stop = () => again.abort();
    return finish(await attempt(again, url, fields, file, onProgress, name));
  });
  return handle;
}

function finish(answer) {
  return answer.stopped ? { kind: "stopped" } : judge(answer);
}

function attempt(request, url, fields, file, onProgress, name) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  // A photo's own name says nothing we need, and may say more than its owner thinks.
  data.append("file", file, name);
  return new Promise((resolve) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(Math.round((100 * event.loaded) / event.total));
    });
    request.addEventListener("load", () => resolve(answerOf(request)));
    request.addEventListener("error", () => resolve({ status: 0, body: null }));
    request.addEventListener("timeout", () => resolve({ status: 0, body: null }));
    request.addEventListener("abort", () => resolve({ stopped: true }));
    request.open("POST", url);
    request.timeout = LONGEST;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", meta()?.content ?? "");
    request.setRequestHeader("X-Person", person());
    request.send(data);
  });
}

function answerOf({ status, responseText }) {
  try {
    return { status, body: JSON.parse(responseText) };
  } catch {
    return { status, body: null };
  }
}

function meta() {
  return document.querySelector('meta[name="csrf"]');
}

async function refreshToken() {
  try {
    const { token } = await (await fetch("/csrf", { cache: "no-store" })).json();
    if (token && meta()) meta().content = token;
    return Boolean(token);
  } catch {
    return false;
  }
}
