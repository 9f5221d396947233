/**
 * What is known of other replicas, from what their addresses answer. Opens no connections and has no clock: it is told what
 * happened, and when.
 */

import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { Hello } from './hello.ts';
import type { PeerCounts } from './peers-observer.ts';
import type { Fate, Peer, Replica } from './ports.ts';

/** In milliseconds. */
export const SILENCE_MS = 3000;
const GONE_KEPT_MS = 3_600_000;
/** An address that a peer tells of itself is in the directory after this time at the latest. */
const LEARNED_MS = 30_000;
/** A new replica has said hello to everyone after this time. */
const INTRODUCED_MS = 2000;
const MAX_REMEMBERED = 1000;
const MAX_TOLD = 64;
/** Each peer says hello once a beat. One that has missed so many does not get through. */
export const MISSED_BEATS = 5;

type Answering =
  /** Nothing has been heard since it is known. */
  | { readonly kind: 'new' }
  | { readonly kind: 'answers'; readonly id: string; readonly draining: boolean }
  /** No answer for `SILENCE_MS`, or one that is not understood. `id` is who answered last. */
  | { readonly kind: 'silent'; readonly id: string | undefined }
  /** Nobody listens there, or what did has said that it ends. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'self' };

interface Contact {
  readonly url: string;
  answering: Answering;
  /** The directory names it. */
  isListed: boolean;
  /** Until when it is taken for listed all the same. */
  graceUntil: number;
  /** When it was last known what is there; at first, since when that is awaited. */
  knownAt: number;
  /** Beats since the replica there has last said hello on its own, or has begun to answer. */
  missedBeats: number;
}

export class Membership {
  readonly #self: Replica;
  readonly #contacts = new Map<string, Contact>();
  /** When each was found to have gone, oldest first. */
  readonly #gone = new Map<string, number>();
  /** When somebody first asked for a replica that no address has answered as. */
  readonly #unheard = new Map<string, number>();
  #isDirectoryKnown = false;
  #version = 0;
  /** Asked for with each request. */
  #live: { readonly version: number; readonly peers: readonly Peer[] } = { version: 0, peers: [] };

  constructor(self: Replica) {
    this.#self = self;
  }

  /** Changes whenever an answer of this object may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Addresses to say hello to. */
  get addresses(): readonly string[] {
    return [...this.#contacts.values()]
      .filter(({ answering }) => answering.kind !== 'self')
      .map(({ url }) => url);
  }

  /** Where a replica was heard last. */
  addressesOf(id: string): readonly string[] {
    return this.#lastAt(id).map(({ url }) => url);
  }

  /** Those that have gone last, to be told to others. */
  goneAt(now: number): Hello['gone'] {
    return [...this.#gone].slice(-MAX_TOLD).map(([id, at]) => ({ id, ageMs: Math.max(0, now - at) }));
  }

  /** The directory has been read, and each address that it names was tried. */
  get isSettled(): boolean {
    return this.#isDirectoryKnown && !this.#some(({ kind }) => kind === 'new');
  }

  get live(): readonly Peer[] {
    if (this.#live.version !== this.#version)
      this.#live = { version: this.#version, peers: this.#whoAnswers() };
    return this.#live.peers;
  }

  #whoAnswers(): readonly Peer[] {
    const byId = new Map<string, Peer>();
    for (const { url, answering } of this.#contacts.values()) {
      if (answering.kind !== 'answers' || byId.has(answering.id)) continue;
      byId.set(answering.id, { ...replicaOf(answering.id), url, draining: answering.draining });
    }
    return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Those that have answered once, and may live. */
  get unreachable(): readonly Replica[] {
    const ids = new Set<string>();
    for (const { answering } of this.#contacts.values()) {
      if (answering.kind !== 'silent' || answering.id === undefined) continue;
      if (!this.#gone.has(answering.id) && !this.#isAlive(answering.id)) ids.add(answering.id);
    }
    return [...ids].sort().map(replicaOf);
  }

  /** Addresses that do not answer, and of which it is not known whose they are. */
  get strangeAddresses(): readonly string[] {
    return [...this.#contacts.values()]
      .filter(({ answering }) => answering.kind === 'silent' && answering.id === undefined)
      .map(({ url }) => url);
  }

  get counts(): PeerCounts {
    const { live } = this;
    const draining = live.filter((peer) => peer.draining).length;
    const silent = [...this.#contacts.values()].filter(({ answering }) => answering.kind === 'silent');
    return { serving: live.length - draining, draining, unreachable: silent.length };
  }

  /** No other replica answers though one should, or none gets through to this one. */
  get isolated(): boolean {
    const answering = [...this.#contacts.values()].filter(({ answering: { kind } }) => kind === 'answers');
    if (answering.length > 0) return answering.every(({ missedBeats }) => missedBeats >= MISSED_BEATS);
    return !this.#isDirectoryKnown || this.#some(({ kind }) => kind === 'silent');
  }

  fateOf(id: string, now: number): Fate {
    if (id === this.#self.id) return { kind: 'self' };
    const peer = this.live.find((one) => one.id === id);
    if (peer !== undefined) return { kind: 'alive', peer };
    const replica = replicaOf(id);
    if (this.#gone.has(id)) return { kind: 'gone', replica };
    if (this.#lastAt(id).length === 0) {
      if (!this.#unheard.has(id)) remember(this.#unheard, id, now);
      this.tick(now);
    }
    return { kind: this.#gone.has(id) ? 'gone' : 'unreachable', replica };
  }

  /** The directory names these addresses now. */
  listed(urls: readonly string[], now: number): void {
    const named = new Set(urls);
    for (const contact of this.#contacts.values()) {
      if (!contact.isListed && named.has(contact.url)) contact.graceUntil = now;
      contact.isListed = named.has(contact.url);
    }
    for (const url of named) {
      if (!this.#contacts.has(url)) this.#add(url, true, now);
    }
    if (!this.#isDirectoryKnown) this.#changed();
    this.#isDirectoryKnown = true;
    this.tick(now);
  }

  /** A replica has said where it is. */
  learned(url: string, id: string, now: number): void {
    if (!this.#contacts.has(url) && id !== this.#self.id && !this.#isAlive(id)) this.#add(url, false, now);
  }

  /** A peer has said hello on its own. It is not known yet whether it can be reached. */
  heard({ id, state, gone }: Hello, now: number): void {
    for (const contact of this.#lastAt(id)) {
      const { answering } = contact;
      if (state === 'ended') this.refused(contact.url, now);
      else if (answering.kind === 'answers') {
        this.#set(contact, { ...answering, draining: state === 'draining' });
      }
    }
    for (const { id: other, ageMs } of gone) {
      if (ageMs < GONE_KEPT_MS && !this.#isAlive(other) && other !== this.#self.id)
        this.#end(other, now - ageMs);
    }
  }

  /** A peer has got through to this replica. */
  reachedBy(id: string): void {
    for (const contact of this.#lastAt(id)) {
      if (contact.missedBeats >= MISSED_BEATS) this.#changed();
      contact.missedBeats = 0;
    }
  }

  /** By now, every peer should have said hello once more. */
  beat(): void {
    for (const contact of this.#contacts.values()) {
      contact.missedBeats += 1;
      if (contact.missedBeats === MISSED_BEATS) this.#changed();
    }
  }

  answered(url: string, hello: Hello, now: number): void {
    const contact = this.#contacts.get(url);
    if (contact === undefined) return;
    const { id, state } = hello;
    const before = idAt(contact);
    contact.knownAt = now;
    if (state === 'ended' && id !== this.#self.id) this.#set(contact, { kind: 'refused' });
    else if (id === this.#self.id) this.#set(contact, { kind: 'self' });
    else this.#set(contact, { kind: 'answers', id, draining: state === 'draining' });
    if (before !== undefined) this.#endUnlessElsewhere(before, now);
    if (contact.answering.kind === 'answers') {
      if (this.#gone.delete(id)) this.#changed();
      this.#unheard.delete(id);
      // The directory has another address of a replica that had told its own.
      for (const other of this.#lastAt(id))
        if (!other.isListed && other !== contact) {
          this.#contacts.delete(other.url);
          this.#changed();
        }
    }
    this.heard(hello, now);
  }

  /** Nobody listens at the address: whoever did has ended. */
  refused(url: string, now: number): void {
    const contact = this.#contacts.get(url);
    if (contact === undefined) return;
    const before = idAt(contact);
    contact.knownAt = now;
    this.#set(contact, { kind: 'refused' });
    if (before !== undefined) this.#endUnlessElsewhere(before, now);
    this.tick(now);
  }

  /** It is not known whether anybody is there: no answer, or one of another version. */
  failed(url: string, now: number): void {
    const contact = this.#contacts.get(url);
    if (contact === undefined) return;
    if (now - contact.knownAt < SILENCE_MS) return;
    this.#set(contact, { kind: 'silent', id: idAt(contact) });
    this.tick(now);
  }

  /** Time has passed. */
  tick(now: number): void {
    for (const contact of [...this.#contacts.values()]) {
      const { kind } = contact.answering;
      if (contact.isListed || now < contact.graceUntil || (kind !== 'silent' && kind !== 'refused')) continue;
      const id = idAt(contact);
      this.#contacts.delete(contact.url);
      this.#changed();
      if (id !== undefined) this.#endUnlessElsewhere(id, now);
    }
    for (const [id, since] of this.#unheard) {
      if (now - since >= INTRODUCED_MS && this.#isNowhereSince(since)) this.#end(id, now);
    }
    for (const [id, since] of this.#gone) {
      if (now - since < GONE_KEPT_MS) continue;
      this.#gone.delete(id);
      this.#changed();
    }
  }

  #add(url: string, isListed: boolean, now: number): void {
    const graceUntil = isListed ? now : now + LEARNED_MS;
    this.#contacts.set(url, {
      url,
      answering: { kind: 'new' },
      isListed,
      graceUntil,
      knownAt: now,
      missedBeats: 0,
    });
    this.#changed();
  }

  #set(contact: Contact, answering: Answering): void {
    const before = contact.answering;
    contact.answering = answering;
    const isSame =
      before.kind === answering.kind &&
      (before.kind !== 'answers' ||
        (answering.kind === 'answers' &&
          before.id === answering.id &&
          before.draining === answering.draining));
    if (isSame) return;
    const isSameReplica = before.kind === 'answers' && before.id === idAt(contact);
    if (answering.kind === 'answers' && !isSameReplica) contact.missedBeats = 0;
    this.#changed();
  }

  /** An address that does not answer may be that of any replica; so may one that has not been heard of since. */
  #isNowhereSince(since: number): boolean {
    if (!this.#isDirectoryKnown) return false;
    for (const { answering, knownAt } of this.#contacts.values()) {
      if (answering.kind === 'self') continue;
      if (answering.kind === 'new' || answering.kind === 'silent' || knownAt <= since) return false;
    }
    return true;
  }

  #endUnlessElsewhere(id: string, now: number): void {
    if (this.#lastAt(id).length === 0) this.#end(id, now);
  }

  #end(id: string, now: number): void {
    this.#unheard.delete(id);
    if (this.#gone.has(id)) return;
    remember(this.#gone, id, now);
    this.#changed();
  }

  #isAlive(id: string): boolean {
    return this.#some((answering) => answering.kind === 'answers' && answering.id === id);
  }

  /** The addresses at which the replica was heard last. */
  #lastAt(id: string): readonly Contact[] {
    return [...this.#contacts.values()].filter((contact) => idAt(contact) === id);
  }

  #some(test: (answering: Answering) => boolean): boolean {
    for (const { answering } of this.#contacts.values()) if (test(answering)) return true;
    return false;
  }

  #changed(): void {
    this.#version += 1;
  }
}

function idAt({ answering }: Contact): string | undefined {
  return answering.kind === 'answers' || answering.kind === 'silent' ? answering.id : undefined;
}

function replicaOf(id: string): Replica {
  return parseReplicaId(id) ?? { id, name: id.slice(0, 40) };
}

function remember(map: Map<string, number>, id: string, now: number): void {
  map.set(id, now);
  const [oldest] = map.keys();
  if (map.size > MAX_REMEMBERED && oldest !== undefined) map.delete(oldest);
}
