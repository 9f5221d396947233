import type { Clock } from '#server/ports.ts';
import type { ClusterLimits } from '../../limits.ts';

export interface HeartbeatPeer {
  ping(): void;
  /** Bytes of input handed to the socket so far. */
  readonly sentBytes: number;
  /** A pong is missing although input may be blocking its way: is the other end alive? Never rejects. */
  probe(): Promise<boolean>;
  onDead(): void;
}

/**
 * Finds a peer that keeps TCP open and answers nothing. A pong stands in line behind the input that was sent
 * before the ping, and a process that does not read blocks that line; so with more unconfirmed input than a
 * terminal's buffer takes, silence is not yet death and another way is asked.
 */
export class Heartbeat {
  readonly #peer: HeartbeatPeer;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  #state: 'running' | 'paused' | 'stopped' = 'running';
  #cancel: () => void = () => {};
  /** Input that a pong has shown to be taken. */
  #confirmedBytes = 0;
  #bytesAtPing = 0;
  #heard = true;

  constructor(peer: HeartbeatPeer, limits: ClusterLimits, clock: Clock) {
    this.#peer = peer;
    this.#limits = limits;
    this.#clock = clock;
    this.#schedulePing();
  }

  /** Anything came in. */
  onData(): void {
    this.#heard = true;
  }

  onPong(): void {
    this.#heard = true;
    this.#confirmedBytes = this.#bytesAtPing;
  }

  /** Nothing is read now, so nothing can be missed. Pings go on, for the sake of what stands between. */
  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#cancel();
    this.#schedulePing();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancel();
  }

  #schedulePing(): void {
    this.#cancel = this.#clock.after(this.#limits.pingMs, () => {
      this.#heard = false;
      this.#bytesAtPing = this.#peer.sentBytes;
      this.#peer.ping();
      this.#cancel = this.#clock.after(this.#limits.pongMs, () => void this.#judge());
    });
  }

  async #judge(): Promise<void> {
    if (!this.#heard && this.#state === 'running') {
      const unconfirmed = this.#bytesAtPing - this.#confirmedBytes;
      const alive = unconfirmed > this.#limits.pongStdinBytes && (await this.#peer.probe());
      // The probe takes time: the state may be another one by now.
      if (!alive && !this.#heard && this.#isRunning()) {
        this.stop();
        this.#peer.onDead();
        return;
      }
    }
    if (this.#state !== 'stopped') this.#schedulePing();
  }

  #isRunning(): boolean {
    return this.#state === 'running';
  }
}
