/** One recording on its way to the store. */

import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';
import type { Clock } from '#server/ports.ts';
import {
  isMissing,
  type LinkedObject,
  type OpenedRecording,
  type RecordingProgress,
  type SpoolReader,
  type Store,
  type StoredMeta,
  StoreError,
  type StoreWriter,
} from '../ports.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { BegunUpload } from './begun-upload.ts';
import { EASY_PULSE, MetaPulse, STRICT_PULSE } from './meta-pulse.ts';
import { Outgoing } from './outgoing.ts';
import type { ReadMemory } from './read-memory.ts';
import type { ShippingStates } from './shipping-state.ts';
import type { Slots } from './slots.ts';
import type { StoreHealth } from './store-health.ts';
import type { StoreProof } from './store-proof.ts';
import { isStoredWhole, storedBytes } from './stored-whole.ts';
import { Waiting } from './waiting.ts';

export interface ShipmentOptions {
  readonly store: Store;
  readonly spool: SpoolReader;
  readonly states: ShippingStates;
  /** age recipients; empty: recordings stay plain. One that has begun to leave the spool in plain stays so, too. */
  readonly recipients: readonly string[];
  readonly clock: Clock;
  /** As `Math.random`. */
  readonly random: () => number;
  /** Bounds the memory of all shipments together. */
  readonly slots: Slots;
  readonly memory: ReadMemory;
  readonly health: StoreHealth;
  readonly proof: StoreProof;
  /** So many bytes more are in the store. */
  readonly onSent: (bytes: number) => void;
  /** The recording has lost its end in a power failure: the store has so many bytes of it, and no more will come. */
  readonly onCut: (bytes: number) => void;
  /** An error that no store has thrown, for the log. */
  readonly onError: (error: unknown) => void;
}

/** Less than this waits for more, but not for long. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_MS = 2000;

const BACKOFF: BackoffBounds = { firstMs: 500, longestMs: 30_000 };

/** One attempt that fails is no sign of anything: the store may ask to come again. */
const FAILURES_THAT_COUNT = 2;

/** What the store had is not in the spool any more: the bucket has aborted the upload, or this disk has lost its name. */
const incomplete = (lostBy: 'upload-aborted' | 'upload-forgotten') =>
  ({ state: 'incomplete', lostBy }) as const;

/** It ends where the upload does. What its last lines are, nobody has read. */
const ENDS_EARLY = { state: 'cut-short', lostBy: 'power-failure', hash: undefined, signed: false } as const;

type Ending =
  | { readonly kind: 'grows' }
  | { readonly kind: 'closed'; readonly final: StoredMeta }
  | { readonly kind: 'dropped' }
  /** The server stops: what is left is for its next run. */
  | { readonly kind: 'stopped' };

export class Shipment {
  /** Resolves when nothing is left to do. */
  readonly done: Promise<void>;
  readonly #options: ShipmentOptions;
  readonly #waiting: Waiting;
  readonly #pulse: MetaPulse;
  readonly #upload: BegunUpload;
  #meta: StoredMeta;
  #ending: Ending = { kind: 'grows' };
  /** The spool's file itself; undefined: its bytes are sent. */
  #linked: LinkedObject | undefined;
  #mayLink = true;
  #writer: StoreWriter | undefined;
  #outgoing: Outgoing | undefined;
  #isComplete = false;
  /** The store does not have what it had, by what it says. */
  #missing: StoreError | undefined;
  /** Why the recording can never be whole: nothing more is sent. */
  #lost: ReturnType<typeof incomplete> | undefined;
  #isOver = false;
  #sentAt: number;
  /** Bytes that {@link ShipmentOptions.onSent} was told of. */
  #toldBytes = 0;

  constructor({ meta, isStrict, sameBytes }: OpenedRecording, options: ShipmentOptions) {
    const { clock, health, proof, recipients, spool, states, store } = options;
    this.#options = options;
    // What has left the spool went out in plain: nothing else leaves it. Only with that is the rest a recording.
    const isBegunInPlain = (spool.start(meta.id) ?? 0) > 0;
    this.#meta = { ...meta, encrypted: recipients.length > 0 && !isBegunInPlain };
    const { id, encrypted } = this.#meta;
    this.#upload = new BegunUpload({ store, states, id, encrypted, sameBytes });
    this.#waiting = new Waiting(clock);
    this.#sentAt = clock.now();
    this.#pulse = new MetaPulse({
      clock,
      times: isStrict ? STRICT_PULSE : EASY_PULSE,
      health,
      proof,
      current: () => this.#meta,
      write: (limitMs) =>
        store.put(metaKey(meta.id), bytesOf({ ...this.#meta, heardAt: clock.now() }), limitMs),
    });
    this.done = this.#run();
  }

  /** As `Shipper.opened`. */
  get taken(): Promise<void> {
    return this.#pulse.first;
  }

  /** The newest that is known. */
  get meta(): StoredMeta {
    return this.#meta;
  }

  /** True once the store has all of it, or nothing of it is to be kept. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isClosed(): boolean {
    return this.#ending.kind === 'closed';
  }

  grew(progress: RecordingProgress): void {
    if (this.#ending.kind !== 'grows') return;
    this.#meta = { ...this.#meta, ...progress };
    this.#waiting.wake();
  }

  close(final: StoredMeta): void {
    if (this.#ending.kind !== 'grows') return;
    const { encrypted } = this.#meta;
    this.#meta = { ...final, encrypted, ...this.#lost };
    this.#end({ kind: 'closed', final: this.#meta });
  }

  drop(): void {
    if (this.#ending.kind !== 'stopped') this.#end({ kind: 'dropped' });
  }

  stop(): void {
    this.#end({ kind: 'stopped' });
  }

  #end(ending: Ending): void {
    this.#ending = ending;
    this.#waiting.wake();
    void this.#pulse.stop();
  }

  async #run(): Promise<void> {
    const { health, random, onError } = this.#options;
    let failures = 0;
    for (;;) {
      const { kind } = this.#ending;
      if (kind === 'stopped') return;
      try {
        this.#isOver = kind === 'dropped' ? await this.#discard() : await this.#step();
        failures = 0;
        health.worked('bytes');
        if (this.#isOver) return;
      } catch (error) {
        failures += 1;
        if (!(error instanceof StoreError)) onError(error);
        else if (isMissing(error)) this.#missing = error;
        if (failures >= FAILURES_THAT_COUNT) health.failed('bytes', error);
        await this.#pause(backoffMs(BACKOFF, failures, random()));
      }
    }
  }

  /** The end of the recording may come meanwhile; it is sent with the next attempt. Only what ends everything is not kept waiting. */
  async #pause(ms: number): Promise<void> {
    const end = this.#options.clock.now() + ms;
    const isKept = () => this.#ending.kind === 'grows' || this.#ending.kind === 'closed';
    for (let left = ms; left > 0 && isKept(); left = end - this.#options.clock.now()) {
      await this.#waiting.forChange(left);
    }
  }

  /** Sends what there is, or waits for more. True: the store has all of it. */
  async #step(): Promise<boolean> {
    const { slots, spool } = this.#options;
    if (this.#missing !== undefined) await this.#recoverLost(this.#missing);
    const ending = this.#ending;
    const isWhole = ending.kind === 'closed';
    if (isWhole && (this.#isComplete || this.#lost !== undefined)) return await this.#finish(ending.final);
    if (this.#lost !== undefined) spool.shipped(this.#meta.id, this.#meta.bytes);
    if (!isWhole && (this.#lost !== undefined || this.#meta.bytes === 0)) {
      await this.#waiting.forChange();
      return false;
    }
    const linked = await this.#link();
    if (linked !== undefined) return await this.#stepLinked(linked, ending);
    const { writer, outgoing } = await this.#opened();
    if (this.#upload.isAllThatIsLeft) {
      if (ending.kind === 'closed') {
        await writer.complete();
        return await this.#finish(this.#endEarly(writer.kept, ending.final));
      }
      await this.#waiting.forChange();
      return false;
    }
    if (isWhole && ending.final.bytes === 0) return await this.#discard();
    // Now, since more may have come meanwhile.
    const available = isWhole ? ending.final.bytes : this.#meta.bytes;
    const pending = outgoing.pending(available);
    const wait = isWhole ? 0 : this.#waitFor(pending, writer.partBytes);
    if (wait !== 0) {
      await this.#waiting.forChange(wait);
      return false;
    }
    const isSent = await slots.run(() => this.#send(writer, outgoing, available, isWhole));
    if (!isSent && ending.kind === 'closed') {
      await writer.complete();
      this.#isComplete = true;
      return await this.#finish(ending.final);
    }
    // Encrypted, there may be too little for a part although the spool had more.
    if (!isSent) await this.#waiting.forChange();
    return false;
  }

  /** Milliseconds until it is worth sending; undefined: until more is there. */
  #waitFor(pending: number, partBytes: number): number | undefined {
    if (pending < partBytes) return undefined;
    if (pending >= BATCH_BYTES) return 0;
    return Math.max(0, this.#sentAt + BATCH_MS - this.#options.clock.now());
  }

  /** Everything that is in the spool is in the store. True: it is complete. */
  async #stepLinked(linked: LinkedObject, ending: Ending): Promise<boolean> {
    const bytes = ending.kind === 'closed' ? ending.final.bytes : this.#meta.bytes;
    this.#options.onSent(bytes - this.#toldBytes);
    this.#toldBytes = bytes;
    if (ending.kind !== 'closed') {
      await this.#waiting.forChange();
      return false;
    }
    await linked.complete(bytes);
    this.#isComplete = true;
    return await this.#finish(ending.final);
  }

  /** What lies on the store's disk anyway is not copied. */
  async #link(): Promise<LinkedObject | undefined> {
    const { spool, states, store } = this.#options;
    const { id, encrypted } = this.#meta;
    if (this.#linked === undefined && this.#mayLink && !encrypted && this.#writer === undefined) {
      const key = castKey(id, encrypted);
      this.#mayLink = await spool.share(id, async (file) => {
        // First: what has no state is not found by a later run that keeps nothing of it.
        await states.write(id, { key, writer: {} });
        this.#linked = await store.link?.(key, file);
        return this.#linked !== undefined;
      });
    }
    return this.#linked;
  }

  async #opened() {
    const { memory, spool, recipients } = this.#options;
    const { id, encrypted } = this.#meta;
    this.#writer ??= await this.#upload.open(spool.start(id) ?? 0);
    if (this.#writer.kept < (spool.start(id) ?? 0)) {
      this.#writer = undefined;
      throw new ForgottenUpload();
    }
    const sealedFor = encrypted ? recipients : [];
    this.#outgoing ??= new Outgoing({ id, memory, spool, recipients: sealedFor }, this.#writer.kept);
    return { writer: this.#writer, outgoing: this.#outgoing };
  }

  /** True when bytes have gone out. */
  async #send(
    writer: StoreWriter,
    outgoing: Outgoing,
    available: number,
    isWhole: boolean,
  ): Promise<boolean> {
    const { clock, onSent, spool, states } = this.#options;
    const { id, encrypted } = this.#meta;
    const bytes = await outgoing.next(available, writer.partBytes, isWhole);
    if (bytes.length === 0) return false;
    await writer.append(bytes);
    onSent(bytes.length);
    outgoing.taken();
    this.#sentAt = clock.now();
    const { state } = writer;
    if (state !== undefined) await states.write(id, { key: castKey(id, encrypted), writer: state });
    if (!encrypted) spool.shipped(id, writer.kept);
    return true;
  }

  /** The store has so many bytes, complete, and no more will come. @returns what is known of them */
  #endEarly(bytes: number, { lostBy: _, ...known }: StoredMeta): StoredMeta {
    const final = { ...known, ...ENDS_EARLY, bytes };
    this.#meta = final;
    this.#ending = { kind: 'closed', final };
    this.#isComplete = true;
    this.#options.onCut(bytes);
    return final;
  }

  async #finish(final: StoredMeta): Promise<true> {
    const { spool, states, store } = this.#options;
    // A write that is under way must not come after this one.
    await this.#pulse.stop();
    await store.put(metaKey(final.id), bytesOf(final));
    this.#options.health.worked('meta');
    await states.remove(final.id);
    await spool.remove(final.id);
    return true;
  }

  async #discard(): Promise<true> {
    const { spool, states, store } = this.#options;
    const { id } = this.#meta;
    await this.#pulse.stop();
    await this.#linked?.abort();
    if (this.#writer !== undefined) await this.#writer.abort();
    else await this.#upload.forget();
    await store.delete(metaKey(id));
    await states.remove(id);
    await spool.remove(id);
    return true;
  }

  /**
   * A run that was killed may have completed the file. Otherwise everything goes out again, where the spool has it; if not, the
   * recording is given up once it is certain that the store does not have the rest.
   */
  async #recoverLost(error: StoreError): Promise<void> {
    const { spool, store } = this.#options;
    const ending = this.#ending;
    const mayBeWhole = ending.kind === 'closed' && !ending.final.encrypted;
    // 0: the disk has nothing of it.
    const found =
      mayBeWhole && ending.final.bytes === 0 ? await storedBytes(store, ending.final.id) : undefined;
    if (mayBeWhole && found !== undefined) this.#endEarly(found, ending.final);
    else if (mayBeWhole && (await isStoredWhole(store, spool, ending.final))) this.#isComplete = true;
    else if (!this.#isComplete && this.#lost === undefined) {
      if (spool.start(this.#meta.id) === 0) await this.#beginAnew();
      else if (error.kind === 'upload-gone') this.#giveUp(error);
      else this.#forgetWriter();
    }
    this.#missing = undefined;
  }

  #giveUp(error: StoreError): void {
    this.#lost = incomplete(error instanceof ForgottenUpload ? 'upload-forgotten' : 'upload-aborted');
    this.#meta = { ...this.#meta, ...this.#lost };
    if (this.#ending.kind === 'closed') this.#ending = { kind: 'closed', final: this.#meta };
    this.#options.health.lost(error);
  }

  #forgetWriter(): void {
    this.#mayLink &&= this.#linked === undefined;
    this.#linked = undefined;
    this.#writer = undefined;
    this.#outgoing = undefined;
  }

  async #beginAnew(): Promise<void> {
    this.#forgetWriter();
    this.#options.spool.shipped(this.#meta.id, 0);
    await this.#options.states.remove(this.#meta.id);
  }
}

/** What the store has of the recording has no name here any more. */
class ForgottenUpload extends StoreError {
  constructor() {
    super(
      'upload-gone',
      'The beginning of the recording is neither in the spool nor in an upload that is known.',
    );
  }
}

function bytesOf(meta: StoredMeta): Uint8Array {
  return Buffer.from(JSON.stringify(meta));
}
