// Whether somebody else in some ring has the word now. Each way the turns go is its own, and
// several may change at the same moment: that is one sign, not two.

/** `before` is Map of ring → turn and is brought up to date; `rings` are {key, number}. */
export function turned(before, rings) {
  let changed = false;
  for (const { key, number } of rings) {
    if (before.has(key) && number > before.get(key)) changed = true;
    before.set(key, number);
  }
  return changed;
}

/** Of several signs at once the weightiest is given; one just after another is left out. */
export function signToGive(wanted, { now, last, quiet = 1500 }) {
  const order = ["call", "out", "step", "warm", "turn", "trial"];
  const sign = order.find((name) => wanted.includes(name));
  const free = now - last >= quiet || sign === "call" || sign === "trial";
  return sign && free ? sign : null;
}
