// How the cards lie on the projector, from their number and the width. The layout is named by
// how many it holds.

const LAYOUTS = [1, 3, 8, 12, 24, 36, 60];
const WIDE = 1366;
const PAUSE = 10_000;
const QUIET = 1500;
const OVERFLOW_PAUSE = 3000;

export function layoutFor(count, width) {
  const most = width >= WIDE ? 60 : 24;
  return LAYOUTS.find((holds) => holds >= Math.min(Math.max(count, 1), most));
}

/**
 * When a new layout may be taken: `{in: ms}` to wait, 0 for now. The board stays still for
 * ten seconds at a time and never moves while cards arrive, but where cards would be out of
 * sight it waits only until the arrivals pause.
 */
export function waitFor({ now, changed, arrived, overflow }) {
  const still = changed + (overflow ? OVERFLOW_PAUSE : PAUSE) - now;
  const quiet = arrived + QUIET - now;
  return Math.max(0, overflow && still <= 0 ? 0 : Math.max(still, quiet));
}

/** Which page each of `count` cells lies on, and the words that say so. */
export function page(count, holds, wanted) {
  const pages = Math.max(1, Math.ceil(count / holds));
  const number = Math.max(1, Math.min(wanted, pages));
  const first = (number - 1) * holds;
  const last = Math.min(first + holds, count) - 1;
  return { number, pages, first, last, more: more(Math.max(0, count - number * holds), holds) };
}

function more(rest, holds) {
  if (rest === 0) return "";
  return rest <= holds ? `${rest} til på neste side` : `${rest} til på de neste sidene`;
}
