// The rules of the outbox, without browser: storage, sending and clock are passed in.
//
// An entry is {slot, id, kind, url, fields, person, at, tries, due, state}. Its slot is its
// place in the queue: one per form, so that five taps are one entry, and one per draft, so
// that the latest text wins. `id` is the client id the server knows the write by. An entry
// waits until the server has taken or refused it; a refused form stays (state "refused")
// until its text has been put back in front of the person.

const LONGEST = 30_000;

function backoff(tries, random = Math.random) {
  return Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 6)) * (0.75 + random() * 0.5);
}

export class Queue {
  /** `held(entry)` says that something is on its way that belongs to what is not sent yet. */
  constructor({
    store, send, now, person, emit = () => {}, exclusive = (work) => work(), held = () => false,
  }) {
    Object.assign(this, { store, send, now, person, emit, exclusive, held });
    this.running = null;
    this.counter = 0;
  }

  async entries() {
    const found = await this.store.all(`out:${this.person()}:`);
    return found.map(([, entry]) => entry).sort((a, b) => a.at - b.at || a.order - b.order);
  }

  get(slot) {
    return this.store.get(this.#key(slot));
  }

  remove(slot) {
    return this.store.remove(this.#key(slot));
  }

  /**
   * Puts an entry in its slot. A form that has already been tried may have arrived without
   * our knowing, so its text is no longer ours to change: the entry stays as it is.
   */
  async put({ slot, id, kind = "form", url, fields }) {
    const before = await this.get(slot);
    if (kind === "form" && before?.state === "waiting" && before.tries > 0) return before;
    const keepId = kind === "form" && before?.state === "waiting";
    const entry = {
      slot, kind, url, fields,
      id: keepId ? before.id : id,
      person: this.person(),
      at: before?.state === "waiting" ? before.at : this.now(),
      order: this.counter++,
      tries: 0, due: 0, state: "waiting",
    };
    await this.store.put(this.#key(slot), entry);
    this.emit("queued", { entry });
    return entry;
  }

  /** Sends what is due; `force` also what waits for the network. One run at a time. */
  flush({ force = false } = {}) {
    if (this.running) {
      this.forceNext ||= force;
      return this.running;
    }
    this.running = this.#runs(force).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #runs(force) {
    let forced = force;
    do {
      this.forceNext = false;
      await this.exclusive(() => this.#run(forced));
      forced = true;
    } while (this.forceNext);
  }

  async #run(force) {
    const stopped = new Set();
    for (;;) {
      const entry = this.#next(await this.entries(), stopped, force);
      if (!entry) return;
      this.emit("sending", { entry });
      await this.#markTried(entry);
      const answer = await this.send(entry);
      await this.#settle(entry, answer);
      if (answer.kind === "retry") stopped.add(entry.url);
      if (answer.status === 0) return;
    }
  }

  /** What may have reached the server already is not changed by what comes to it now. */
  waitsForMore(entry) {
    return entry.state === "waiting" && entry.tries === 0 && this.held(entry);
  }

  /** The first entry of each address holds back those behind it: order is kept per address. */
  #next(entries, stopped, force) {
    const seen = new Set(stopped);
    for (const entry of entries) {
      if (entry.state !== "waiting" || seen.has(entry.url)) continue;
      seen.add(entry.url);
      if (this.waitsForMore(entry)) {
        this.emit("waiting", { entry, why: "held" });
        continue;
      }
      if (entry.due <= this.now() || (force && entry.why !== "busy")) return entry;
    }
    return null;
  }

  async #markTried(entry) {
    entry.tries += 1;
    const current = await this.get(entry.slot);
    if (current?.id === entry.id) await this.#save({ ...current, tries: entry.tries });
  }

  async #settle(entry, answer) {
    const current = await this.get(entry.slot);
    const newer = current && current.id !== entry.id ? current : null;
    if (answer.kind === "ok") await this.#accepted(entry, newer, answer);
    else if (answer.kind === "refused") await this.#refused(entry, newer, answer);
    else await this.#postponed(newer ?? current, answer);
  }

  async #accepted(entry, newer, { body }) {
    if (newer) await this.#rebase(newer, body.version);
    else await this.remove(entry.slot);
    this.emit("done", { entry, body, newer: Boolean(newer) });
  }

  /** A newer text that waited behind this one goes on from the version it has just made. */
  async #rebase(newer, version) {
    if (version === undefined) return;
    const others = newer.fields.filter(([name]) => name !== "version");
    await this.#save({ ...newer, fields: [...others, ["version", String(version)]] });
  }

  async #refused(entry, newer, { status, body }) {
    if (entry.kind === "draft" && !newer) await this.remove(entry.slot);
    if (entry.kind === "form" && !newer) await this.#save({ ...entry, state: "refused", body });
    this.emit("refused", { entry, status, body, newer: Boolean(newer) });
  }

  async #postponed(entry, { status, wait = 0 }) {
    if (!entry) return;
    const pause = Math.max(wait, backoff(entry.tries));
    const why = status === 0 ? "network" : "busy";
    const waiting = { ...entry, due: this.now() + pause, why };
    await this.#save(waiting);
    this.emit("waiting", { entry: waiting, why });
  }

  #save(entry) {
    return this.store.put(this.#key(entry.slot), entry);
  }

  #key(slot) {
    return `out:${this.person()}:${slot}`;
  }
}
