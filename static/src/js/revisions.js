// Which revision of each audience this page holds, and what a message means for it.

export class Revisions {
  constructor(held = {}) {
    this.replace(held);
  }

  replace(held) {
    this.held = new Map(Object.entries(held).map(([name, rev]) => [name, Number(rev)]));
  }

  /** "old": seen already. "gap": something was missed. "next": apply it; it is then held. */
  take({ a, from, to }) {
    const held = this.held.get(a);
    if (held === undefined || from > held) return "gap";
    if (to <= held) return "old";
    this.held.set(a, to);
    return "next";
  }

  /** Whether the server knows of something that this page does not. */
  isBehind(server) {
    const names = Object.keys(server);
    if (names.length !== this.held.size) return true;
    return names.some((name) => !(this.held.get(name) >= server[name]));
  }

  /** Whether a snapshot belongs to other audiences than this page listened to so far. */
  hasOtherAudiences(snapshot) {
    const names = Object.keys(snapshot);
    return names.length !== this.held.size || names.some((name) => !this.held.has(name));
  }

  /** Whether this page has seen something that a snapshot, made elsewhere, has not. */
  isAheadOf(snapshot) {
    return [...this.held].some(([name, held]) => held > snapshot[name]);
  }

  toJSON() {
    return Object.fromEntries([...this.held].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
