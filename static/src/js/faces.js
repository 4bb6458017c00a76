// What a clock says, as text. Pure: times in milliseconds, `now` is the server's time.

const MINUTE = 60_000;

export const WARM = "Ett minutt igjen – finn en god avslutning";
export const OUT = "Tiden er ute, men fullfør setningen";

export function readClock(clock, now) {
  const running = !clock.paused && clock.ends_at !== null && clock.ends_at !== undefined;
  const left = Math.max(0, running ? clock.ends_at - now : (clock.remaining ?? 0));
  return { left, paused: Boolean(clock.paused), warm: left <= MINUTE, out: left <= 0 };
}

export function countdown(left) {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function minutes(left) {
  return String(Math.ceil(left / MINUTE));
}

/** {text, words, small} of a clock's face: `words` when text stands where the number was. */
export function face({ left, paused, warm, out }, kind) {
  if (kind === "minutes") return { text: minutes(left), words: false, small: "" };
  if (kind === "words") return { text: sentence({ left, paused, warm, out }), words: true };
  if (out) return { text: "Fullfør setningen", words: true, small: "" };
  if (paused) return { text: "Pause", words: true, small: `${countdown(left)} igjen etter pausen` };
  return { text: countdown(left), words: false, small: warm ? "" : "igjen" };
}

export function spoken({ left, paused, out }) {
  if (out) return "Tiden er ute";
  const count = Math.ceil(left / MINUTE);
  const words = count === 1 ? "Ett minutt igjen" : `${count} minutter igjen`;
  return paused ? `Pause, ${words.toLowerCase()}` : words;
}

export function warmLine({ warm, out }) {
  if (out) return OUT;
  return warm ? WARM : "";
}

/** What to say aloud when the time passes five minutes, one minute and zero; else "". */
export function announcement(before, left) {
  const passes = (limit) => before > limit && left <= limit;
  if (passes(0)) return OUT;
  if (passes(MINUTE)) return WARM;
  return passes(5 * MINUTE) ? "Fem minutter igjen" : "";
}

/**
 * Where a round is. `boundaries` are the ends of the turns, as server times or as offsets
 * from `started`. After the last one `number` stays at the last turn and `left` is 0.
 */
export function turnAt({ started, boundaries = [], steps = [], paused_at: pausedAt }, now) {
  const at = pausedAt ?? now;
  const ends = boundaries.map((end) => (end < 1e11 ? started + end : end));
  const running = ends.findIndex((end) => at < end);
  const index = running < 0 ? ends.length - 1 : running;
  const left = Math.max(0, (ends[index] ?? at) - at);
  return { number: index + 1, total: ends.length, left, step: steps[index] ?? "" };
}

function sentence(reading) {
  if (reading.paused || reading.out) return reading.out ? OUT : "Pause";
  return spoken(reading);
}
