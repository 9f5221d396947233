/** Sends the recordings of this process to the store. */

import type { Clock, Logger } from '#server/ports.ts';
import type {
  OpenedRecording,
  RecordingHealth,
  RecordingProgress,
  Shipper,
  ShippingFigures,
  SpoolReader,
  Store,
  StoredMeta,
} from '../ports.ts';
import { ReadMemory } from './read-memory.ts';
import { Shipment } from './shipment.ts';
import { ShippingStates } from './shipping-state.ts';
import { Slots } from './slots.ts';
import { StoreHealth } from './store-health.ts';
import { StoreProof } from './store-proof.ts';

export interface RecordingShipperOptions {
  readonly store: Store;
  readonly spool: SpoolReader;
  /** age recipients; empty: recordings stay plain. */
  readonly recipients: readonly string[];
  readonly clock: Clock;
  /** As `Math.random`. */
  readonly random: () => number;
  readonly logger: Logger;
}

/** Recordings of which something is sent at once: each holds some MiB. */
const AT_ONCE = 4;

/** How long a server that stops waits for closed recordings, in milliseconds. */
const GRACE_MS = 5000;

/** And then for what is under way: a part that the store has and the spool does not know of would be sent again. */
const STOP_MS = 1000;

const OK: RecordingHealth = { kind: 'ok' };

export class RecordingShipper implements Shipper {
  readonly #options: RecordingShipperOptions;
  readonly #states: ShippingStates;
  readonly #slots = new Slots(AT_ONCE);
  readonly #memory = new ReadMemory();
  readonly #proof: StoreProof;
  readonly #shipments = new Map<string, { readonly shipment: Shipment; readonly health: StoreHealth }>();
  readonly #listeners = new Set<(id: string, health: RecordingHealth) => void>();
  readonly #failing = new Set<string>();
  #sentBytes = 0;

  constructor(options: RecordingShipperOptions) {
    this.#options = options;
    this.#states = new ShippingStates(options.spool.directory);
    this.#proof = new StoreProof(options.clock);
  }

  opened(recording: OpenedRecording): Promise<void> {
    const { id } = recording.meta;
    if (this.#shipments.has(id)) throw new Error('A recording is opened twice');
    const { logger } = this.#options;
    const health = new StoreHealth(this.#options.clock, (now) => this.#changed(id, now));
    const shipment = new Shipment(recording, {
      ...this.#options,
      states: this.#states,
      slots: this.#slots,
      memory: this.#memory,
      health,
      proof: this.#proof,
      onSent: (bytes) => {
        this.#sentBytes += bytes;
      },
      onCut: (bytes) =>
        logger.warn(
          { shellId: id, bytes },
          'Recording ends where its upload does: this disk has lost the rest in a power failure',
        ),
      onError: (error) => logger.error({ err: error, shellId: id }, 'A recording cannot be sent'),
    });
    this.#shipments.set(id, { shipment, health });
    void shipment.done.then(() => {
      if (shipment.isOver) this.#shipments.delete(id);
      this.#recovered(id);
    });
    return shipment.taken;
  }

  grew(id: string, progress: RecordingProgress): void {
    this.#shipments.get(id)?.shipment.grew(progress);
  }

  closed(id: string, final: StoredMeta): void {
    this.#shipments.get(id)?.shipment.close(final);
  }

  dropped(id: string): void {
    this.#shipments.get(id)?.shipment.drop();
  }

  health(id: string): RecordingHealth {
    return this.#shipments.get(id)?.health.current ?? OK;
  }

  onHealth(listener: (id: string, health: RecordingHealth) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get figures(): ShippingFigures {
    const waiting = [...this.#shipments.values()].filter(({ shipment }) => shipment.isClosed).length;
    return {
      live: this.#shipments.size - waiting,
      waiting,
      failing: this.#failing.size,
      sentBytes: this.#sentBytes,
    };
  }

  /** The newest that is known of a recording which the store does not have wholly. */
  meta(id: string): StoredMeta | undefined {
    return this.#shipments.get(id)?.shipment.meta;
  }

  async dispose(): Promise<void> {
    const shipments = [...this.#shipments.values()].map(({ shipment }) => shipment);
    await this.#within(
      GRACE_MS,
      shipments.filter(({ isClosed }) => isClosed),
    );
    for (const shipment of shipments) shipment.stop();
    await this.#within(STOP_MS, shipments);
    const { size: left } = this.#shipments;
    if (left > 0) this.#options.logger.warn({ left }, 'Recordings wait in the spool for the next start');
  }

  /** Waits until they are done, but no longer than `ms`. */
  async #within(ms: number, shipments: readonly Shipment[]): Promise<void> {
    const over = Promise.withResolvers<void>();
    const cancel = this.#options.clock.after(ms, over.resolve);
    await Promise.race([Promise.all(shipments.map(({ done }) => done)), over.promise]);
    cancel();
  }

  #changed(id: string, health: RecordingHealth): void {
    if (health.kind === 'failing') {
      if (this.#failing.size === 0) {
        const { reason } = health;
        this.#options.logger.warn(
          { store: this.#options.store.name, reason },
          'The store takes no recordings',
        );
      }
      this.#failing.add(id);
    } else {
      this.#recovered(id);
    }
    if (health.kind === 'lost') {
      const { reason } = health;
      this.#options.logger.error(
        { store: this.#options.store.name, shellId: id, reason },
        'Recording is incomplete: its beginning has left the spool, and the upload that had it is gone',
      );
    }
    for (const listener of this.#listeners) listener(id, health);
  }

  #recovered(id: string): void {
    if (!this.#failing.delete(id) || this.#failing.size > 0) return;
    this.#options.logger.info({ store: this.#options.store.name }, 'The store takes recordings again');
  }
}
