/**
 * Copies of this replica's journal with another replica, and of others' journals here. A replica that is killed leaves its
 * processes running, and may have no next run on its disk. Who holds the copies then ends the processes.
 */

import { z } from 'zod';
import { askAll, callWhileAlive, type Nothing, nothing, otherHome } from '#server/peers/asking.ts';
import type { Peer, PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { delay } from '../delay.ts';
import { type JournalEntry, journalEntrySchema } from './journal-entry.ts';

/** Told by an owner to the replica that holds its copies. */
interface Copies {
  /** Grows with each holder, and when an owner begins anew. */
  readonly generation: number;
  readonly noted: readonly { readonly id: string; readonly entry: JournalEntry }[];
  readonly erased: readonly string[];
  /** The holder has them all. */
  readonly isAll: boolean;
  /** The owner stops in order: what is left has ended for its users and for auditors. */
  readonly isOver: boolean;
}

/** What a replica that has gone left running. */
export interface LeftEntries {
  readonly entries: readonly JournalEntry[];
  /** It was killed: nobody has noted yet that these shells have ended. */
  readonly wasKilled: boolean;
}

/** What was copied here of one owner. */
interface Held {
  readonly generation: number;
  readonly entries: Map<string, JournalEntry>;
  isAll: boolean;
  isOver: boolean;
  cancelWait: (() => void) | undefined;
}

const COPY: PeerCall<Copies, Nothing> = {
  name: 'journal-copy',
  request: z.object({
    generation: z.number(),
    noted: z.array(z.object({ id: z.string(), entry: journalEntrySchema })),
    erased: z.array(z.string()),
    isAll: z.boolean(),
    isOver: z.boolean(),
  }),
  answer: nothing,
};

/** Asks which generation a replica holds of an owner; 0: none, or not all of it. */
const GENERATION: PeerCall<{ owner: string }, { generation: number }> = {
  name: 'journal-generation',
  request: z.object({ owner: z.string() }),
  answer: z.object({ generation: z.number() }),
};

/** Entries, or names of erased ones, in one message: 200 entries are about 100 kB. */
const MOST_NOTED = 200;
const MOST_ERASED = 1000;

const CALL_TIMEOUT_MS = 2000;

const MOST_SETTLED = 1000;

/** Milliseconds until a holder that did not answer is told everything again. */
const RETRY_MS = 1000;

/** An owner's next run on its disk ends what it finds there: it goes first. Milliseconds. */
const NEXT_RUN_MS = 5000;

export interface JournalCopiesOptions {
  readonly peers: Peers;
  readonly clock: Clock;
}

export class JournalCopies {
  readonly #options: JournalCopiesOptions;
  /** This replica's own. */
  readonly #own = new Map<string, JournalEntry>();
  readonly #noted = new Set<string>();
  readonly #erased = new Set<string>();
  #holder: string | undefined;
  #generation = 0;
  /** The newest copies may have what is not there any more. */
  #mayBeStale = false;
  #telling: Promise<void> | undefined;
  /** Others', by owner. */
  readonly #held = new Map<string, Held>();
  /** The generation that was held of owners that have gone, in the order of their end. */
  readonly #settled = new Map<string, number>();
  #onLeft: ((left: LeftEntries) => void) | undefined;
  #isOverTold = false;
  readonly #stopListening: () => void;
  readonly #end = new AbortController();

  constructor(options: JournalCopiesOptions) {
    this.#options = options;
    const { peers } = options;
    peers.serve(COPY, (copies, from) => this.#hold(from.id, copies));
    peers.serve(GENERATION, ({ owner }) => ({ generation: this.#generationOf(owner) }));
    this.#stopListening = peers.onChange(() => {
      this.#tell();
      for (const owner of this.#held.keys()) this.#watch(owner);
    });
  }

  /** @param listener is given what a replica that has gone left running, once */
  onLeft(listener: (left: LeftEntries) => void): void {
    this.#onLeft = listener;
  }

  /** Copies an entry, in the background. */
  note(id: string, entry: JournalEntry): void {
    this.#own.set(id, entry);
    this.#noted.add(id);
    this.#tell();
  }

  erase(id: string): void {
    this.#own.delete(id);
    this.#noted.delete(id);
    this.#erased.add(id);
    this.#tell();
  }

  /** Entries of others. */
  get size(): number {
    let sum = 0;
    for (const { entries } of this.#held.values()) sum += entries.size;
    return sum;
  }

  /** Resolves when what was erased is told, or cannot be. */
  async dispose(): Promise<void> {
    this.#stopListening();
    this.#end.abort();
    for (const { cancelWait } of this.#held.values()) cancelWait?.();
    this.#held.clear();
    this.#tell();
    await this.#telling;
  }

  /** One message after the other, so that none overtakes another. */
  #tell(): void {
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  async #tellAll(): Promise<void> {
    // What is noted in one turn is told in one message.
    await Promise.resolve();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { holder, copies } = next;
      this.#mayBeStale = true;
      try {
        await callWhileAlive(this.#options.peers, holder, COPY, copies, CALL_TIMEOUT_MS);
        this.#mayBeStale = this.#own.size > 0 || this.#erased.size > 0;
      } catch {
        this.#holder = undefined;
        await delay(this.#options.clock, RETRY_MS, this.#end.signal);
        if (this.#end.signal.aborted) return;
      }
    }
  }

  /** The next message; undefined when there is nothing to say, or nobody to hear it. */
  #next(): { readonly holder: Peer; readonly copies: Copies } | undefined {
    const holder = this.#chooseHolder();
    if (holder === undefined) {
      this.#holder = undefined;
      return undefined;
    }
    const isNew = holder.id !== this.#holder;
    if (isNew) {
      if (this.#own.size === 0 && !this.#mayBeStale) {
        this.#erased.clear();
        return undefined;
      }
      this.#holder = holder.id;
      this.#generation += 1;
      this.#erased.clear();
      for (const id of this.#own.keys()) this.#noted.add(id);
    }
    const isOver = this.#end.signal.aborted && this.#own.size > 0;
    const hasNews = isNew || this.#noted.size > 0 || this.#erased.size > 0 || isOver !== this.#isOverTold;
    if (!hasNews) return undefined;
    this.#isOverTold = isOver;
    const noted = takeFrom(this.#noted, MOST_NOTED).flatMap((id) => {
      const entry = this.#own.get(id);
      return entry === undefined ? [] : [{ id, entry }];
    });
    const erased = takeFrom(this.#erased, MOST_ERASED);
    return {
      holder,
      copies: { generation: this.#generation, noted, erased, isAll: this.#noted.size === 0, isOver },
    };
  }

  /** The same for as long as it lives and does not drain. */
  #chooseHolder(): Peer | undefined {
    const { peers } = this.#options;
    const current = peers.live.find(({ id }) => id === this.#holder);
    if (current?.draining === false) return current;
    return otherHome(peers, `journal ${peers.self.id}`, undefined) ?? current;
  }

  #hold(owner: string, { generation, noted, erased, isAll, isOver }: Copies): Nothing {
    const known = this.#held.get(owner);
    if (known !== undefined && generation < known.generation) return {};
    const held =
      known?.generation === generation
        ? known
        : {
            generation,
            entries: new Map<string, JournalEntry>(),
            isAll,
            isOver,
            cancelWait: known?.cancelWait,
          };
    for (const { id, entry } of noted) held.entries.set(id, entry);
    for (const id of erased) held.entries.delete(id);
    held.isAll = isAll;
    held.isOver = isOver;
    this.#held.set(owner, held);
    this.#watch(owner);
    return {};
  }

  #watch(owner: string): void {
    const held = this.#held.get(owner);
    if (held === undefined || held.cancelWait !== undefined || !this.#isGone(owner)) return;
    held.cancelWait = this.#options.clock.after(NEXT_RUN_MS, () => void this.#inherit(owner));
  }

  async #inherit(owner: string): Promise<void> {
    const held = this.#held.get(owner);
    if (held === undefined) return;
    held.cancelWait = undefined;
    if (!this.#isGone(owner)) return;
    const isMine = held.entries.size > 0 && (await this.#isLastHolder(owner, held.generation));
    this.#held.delete(owner);
    this.#settle(owner, held);
    if (isMine && !this.#end.signal.aborted) {
      this.#onLeft?.({ entries: [...held.entries.values()], wasKilled: !held.isOver });
    }
  }

  /** An owner may have changed its holder, and the earlier one need not have noticed. */
  async #isLastHolder(owner: string, generation: number): Promise<boolean> {
    const { answers } = await askAll(this.#options.peers, GENERATION, { owner }, CALL_TIMEOUT_MS);
    return answers.every(({ answer }) => answer.generation < generation);
  }

  /** Others may ask a moment later. */
  #settle(owner: string, { generation, isAll }: Held): void {
    if (isAll) this.#settled.set(owner, generation);
    const [oldest] = this.#settled.keys();
    if (this.#settled.size > MOST_SETTLED && oldest !== undefined) this.#settled.delete(oldest);
  }

  #generationOf(owner: string): number {
    const held = this.#held.get(owner);
    return held?.isAll === true ? held.generation : (this.#settled.get(owner) ?? 0);
  }

  #isGone(owner: string): boolean {
    return this.#options.peers.fateOf(owner).kind === 'gone';
  }
}

function takeFrom(ids: Set<string>, most: number): string[] {
  const taken = [...ids].slice(0, most);
  for (const id of taken) ids.delete(id);
  return taken;
}
