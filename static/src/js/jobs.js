// A page about large files looks again every second while something is under way and somebody
// looks at it. What has changed is drawn over what was there, so that a focused button stays.

import { announce } from "./announce.js";
import { morph, parse } from "./morph.js";

const EVERY = 1000;
const PATIENCE = 6000;
/** It was cancelled elsewhere, or is no longer ours: the page itself says so. */
const OVER = new Set([401, 403, 404, 410]);

export function lookAgain({ every = EVERY, fetching = fetch } = {}) {
  let timer = 0;

  function next() {
    clearTimeout(timer);
    if (!document.hidden && isUnderWay()) timer = setTimeout(look, every);
  }

  async function look() {
    const html = await surface(fetching);
    const fresh = html && parse(html);
    if (fresh?.id === "surface") draw(fresh);
    next();
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : next()));
  next();
}

/** Nothing when the net is away, or the file is: then the page stands as it is. */
async function surface(fetching) {
  try {
    const response = await fetching(location.href, {
      headers: { "X-Snapshot": "1" },
      cache: "no-store",
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    if (OVER.has(response.status)) location.reload();
    return response.ok ? await response.text() : "";
  } catch {
    return "";
  }
}

/** Only a change of state is said aloud; each of 36 parts would be a chatter. */
function draw(fresh) {
  const before = states(document);
  morph(document.getElementById("surface"), fresh);
  const news = states(document).filter((state) => !before.includes(state));
  if (news.length) announce(news.join(". "));
}

function states(root) {
  return [...root.querySelectorAll("[data-state]")].map((each) => each.dataset.state);
}

function isUnderWay() {
  return document.getElementById("surface")?.hasAttribute("data-look-again") ?? false;
}
