// The page that the service worker keeps follows the room: what is shown now is what a reload
// without network gives. It asks the server for nothing.

import { PAGES } from "./places.js";

const BEGIN = '<main id="surface"';
const END = "</main>";

/** Puts a surface into the kept page of this address, if there is one. */
export async function keepSurface(html) {
  if (!window.caches) return;
  try {
    const cache = await caches.open(PAGES);
    const kept = await cache.match(location.href, { ignoreVary: true });
    const page = kept && withSurface(await kept.text(), html);
    if (page) await cache.put(location.href, new Response(page, { headers: kept.headers }));
  } catch {
    // Storage that is full or blocked keeps nothing; the text itself is kept elsewhere.
  }
}

export function withSurface(page, html) {
  const start = page.indexOf(BEGIN);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) return null;
  return page.slice(0, start) + html.trim() + page.slice(end + END.length);
}
