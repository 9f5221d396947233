import type { Clock } from '#server/ports.ts';
import type { ClusterLimits } from '../../limits.ts';

export interface HeartbeatPeer {
  ping(): void;
  /** Bytes of input handed to the socket so far. */
  readonly sentBytes: number;
  /** Checks another way whether the peer is alive, when unread input may delay its pong. Never rejects. */
  probe(): Promise<boolean>;
  onDead(): void;
}

/**
 * Detects a peer that keeps TCP open but no longer answers. The peer handles a ping only after the input sent before
 * it, and a process that does not read its input blocks that. So if more input is unconfirmed than a terminal's
 * buffer holds, a missing pong leads to a probe first.
 */
export class Heartbeat {
  readonly #peer: HeartbeatPeer;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  #state: 'running' | 'paused' | 'stopped' = 'running';
  #cancel: (() => void) | undefined;
  /** Bytes of input that the peer has taken, as shown by a pong. */
  #confirmedBytes = 0;
  #bytesAtPing = 0;
  #heard = true;

  constructor(peer: HeartbeatPeer, limits: ClusterLimits, clock: Clock) {
    this.#peer = peer;
    this.#limits = limits;
    this.#clock = clock;
    this.#schedulePing();
  }

  /** Call when any data arrives. */
  onData(): void {
    this.#heard = true;
  }

  onPong(): void {
    this.#heard = true;
    this.#confirmedBytes = this.#bytesAtPing;
  }

  /** Bytes of input that no pong has confirmed. */
  get unconfirmedBytes(): number {
    return this.#peer.sentBytes - this.#confirmedBytes;
  }

  /** While paused no pong can be read, so none is expected. Pings continue, to keep proxies from closing. */
  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#cancel?.();
    this.#schedulePing();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancel?.();
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
      // The state may have changed during the probe.
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
