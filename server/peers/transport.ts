/** How replicas reach each other. Everything that travels is JSON; both ends check it. */

import type { Peer, Replica } from './ports.ts';

/** Nobody listens at the address. Every other failure leaves open whether the replica lives. */
export class AddressRefusedError extends Error {}

export interface PeerAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly body: unknown;
}

export interface PeerTransport {
  /**
   * Says hello to whoever is at the address.
   * @throws AddressRefusedError, or any error
   */
  hello(url: string, hello: unknown, signal: AbortSignal): Promise<unknown>;
  /**
   * @throws AddressRefusedError, or any error: also where another replica has the address
   */
  call(peer: Peer, name: string, body: unknown, signal: AbortSignal): Promise<PeerAnswer>;
  /** Called with the address when a connection there has closed that was kept: its process may have ended. */
  onClosed: ((url: string) => void) | undefined;
}

/** What a transport hands to the replica that it belongs to. */
export interface PeerEndpoint {
  /** @returns this replica's own hello */
  hearHello(value: unknown): unknown;
  answerCall(name: string, body: unknown, from: Replica): Promise<PeerAnswer>;
}

/** Where addresses of replicas are found. */
export interface Directory {
  /**
   * Calls back with the origins of all replicas, this one among them or not: at first, and after each change. Not while the
   * directory cannot be read.
   */
  start(onListed: (urls: readonly string[]) => void): void;
  dispose(): void;
}
