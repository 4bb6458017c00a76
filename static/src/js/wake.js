// A phone that has slept is told nothing on its way back: it may have been frozen for an hour
// with a dead connection. All the signs of waking are gathered here, and a jump in time counts
// as one.

const JUMP = 8000;
const listeners = new Set();
let last = Date.now();
let scheduled = null;

export function onWake(listener) {
  if (listeners.size === 0) listen();
  listeners.add(listener);
}

function listen() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") woke("visible");
  });
  document.addEventListener("resume", () => woke("resume"));
  addEventListener("pageshow", (event) => event.persisted && woke("pageshow"));
  addEventListener("online", () => woke("online"));
  setInterval(noticeJump, 2000);
}

function noticeJump() {
  const gap = Date.now() - last;
  last = Date.now();
  if (gap > JUMP && document.visibilityState === "visible") woke("jump");
}

function woke(reason) {
  if (scheduled) return;
  scheduled = setTimeout(() => {
    scheduled = null;
    for (const listener of listeners) listener(reason);
  }, 50);
}
