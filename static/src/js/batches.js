// Many at once: a form's ticked people are sent a few at a time, so that one sees how far it has
// come and may stop. Asking for the same people again makes nothing twice, so nothing is lost by
// a stop, a reload or a network that goes.

const BITE = 8;

/** The list in pieces of at most `size`. */
export function bites(list, size = BITE) {
  const found = [];
  for (let at = 0; at < list.length; at += size) found.push(list.slice(at, at + size));
  return found;
}

/** «12 av 36 er utstedt.» */
export function progressText(done, total, word) {
  return `${done} av ${total} er ${word}.`;
}

/**
 * Sends the pieces in turn. `post(piece)` answers as http.send does; `told(done, refused)` is
 * called after each. Gives {done, refused, stopped, fault}: `fault` in words when it gave up.
 */
export async function sendAll(pieces, { post, told, isStopped, pause, tries = 4 }) {
  const sum = { done: 0, refused: [], stopped: false, fault: "" };
  for (const piece of pieces) {
    if (isStopped()) return { ...sum, stopped: true };
    const answer = await insist(() => post(piece), { pause, tries });
    if (answer.kind !== "ok") return { ...sum, fault: answer.body?.message ?? LOST };
    sum.done += answer.body.made.length;
    sum.refused.push(...answer.body.refused);
    told(sum.done, sum.refused.length);
  }
  return sum;
}

const LOST = "Nettet svarer ikke. Det som er laget, er tatt vare på. Prøv igjen, så går det videre.";

async function insist(ask, { pause, tries }) {
  let answer = await ask();
  for (let n = 1; n < tries && answer.kind === "retry"; n += 1) {
    await pause(answer.wait || 1000 * n);
    answer = await ask();
  }
  return answer;
}
