/** One attempt to open the stream of an exec. If it succeeds, it passes on what comes for as long as the stream lives. */

import type { IncomingMessage } from 'node:http';
import type { Clock } from '#server/ports.ts';
import type { ApiClient } from '../../client/api-client.ts';
import { DroppedUpgradeError } from '../../errors/blocked-upgrade.ts';
import { codeOf } from '../../errors/explain.ts';
import { withRoute } from '../../errors/route-error.ts';
import { TappedSocket, type TappedSocketListener } from './tapped-socket.ts';
import { type Attempt, isOfProtocol, type Refusal, readRefusal } from './upgrade-refusal.ts';

/** Why a stream closed. If the process ended, its status came before. */
export type ExecClose =
  | Refusal
  | { readonly kind: 'silent' }
  | { readonly kind: 'closed'; readonly code: number };

export interface ExecAttemptListener {
  onOpen(): void;
  /** Output of the process. Valid only during the call. */
  onOutput(bytes: Buffer): void;
  /** A frame that the tap has passed to the library. */
  onFrame(frame: Buffer): void;
  onPong(payload: Buffer): void;
  /** The cluster does not open the stream in this way. Nothing else comes of this attempt. */
  onRefused(attempt: Attempt, refusal: Refusal): void;
  /** It is over, or has failed; may come more than once. */
  onClosed(close: ExecClose): void;
}

export interface ExecAttemptOptions {
  readonly client: Pick<ApiClient, 'observer'>;
  readonly clock: Clock;
  /** See {@link ExecContext.auditId}. */
  readonly auditId: string | undefined;
}

/** The API server takes the id of its audit events from clients: `WithAuditInit` in k8s.io/apiserver. */
const AUDIT_ID_HEADER = 'Audit-ID';
const SWITCHING_PROTOCOLS = 101;

export class ExecAttempt implements TappedSocketListener {
  readonly socket: TappedSocket;
  readonly #listener: ExecAttemptListener;
  readonly #clock: Clock;
  readonly #access: Attempt['access'];
  /** Undefined once the request is accepted: it knows the request's path, which is long. */
  #attempt: Attempt | undefined;
  /** Undefined once there is an answer. */
  #answered: ((status: number | undefined) => void) | undefined;
  #isRefused = false;

  /** Starts to connect. Calls the listener only after the constructor has returned. */
  constructor(
    attempt: Attempt,
    { auditId, client, clock }: ExecAttemptOptions,
    listener: ExecAttemptListener,
  ) {
    const { access, path, protocols } = attempt;
    this.#listener = listener;
    this.#clock = clock;
    this.#access = access;
    this.#attempt = attempt;
    const headers: Record<string, string> = auditId === undefined ? {} : { [AUDIT_ID_HEADER]: auditId };
    this.socket = new TappedSocket(access, { path, protocols: protocols.slice(0, 1), headers }, this);
    this.#answered = client.observer.onRequest('exec');
  }

  onOpen(): void {
    this.#answer(SWITCHING_PROTOCOLS);
    this.#attempt = undefined;
    this.#listener.onOpen();
  }

  onOutput(bytes: Buffer): void {
    this.#listener.onOutput(bytes);
  }

  onMessage(frame: Buffer): void {
    this.#listener.onFrame(frame);
  }

  onPong(payload: Buffer): void {
    this.#listener.onPong(payload);
  }

  onUnexpectedResponse(response: IncomingMessage): void {
    this.#answer(response.statusCode);
    void readRefusal(response, this.#clock).then((error) => {
      this.#refuse({ kind: 'refused', error });
      this.socket.terminate();
    });
  }

  onError(error: Error): void {
    if (isOfProtocol({ kind: 'failed', error })) {
      this.#refuse({ kind: 'failed', error });
      return;
    }
    const failure = withRoute(error, this.#access);
    const isDropped = this.#attempt !== undefined && codeOf(error) === 'ECONNRESET';
    this.#close({ kind: 'failed', error: isDropped ? new DroppedUpgradeError(failure) : failure });
  }

  onClose(code: number): void {
    this.#close({ kind: 'closed', code });
  }

  #refuse(refusal: Refusal): void {
    this.#isRefused = true;
    if (this.#attempt === undefined) this.#listener.onClosed(refusal);
    else this.#listener.onRefused(this.#attempt, refusal);
  }

  #close(close: ExecClose): void {
    this.#answer(undefined);
    if (!this.#isRefused) this.#listener.onClosed(close);
  }

  #answer(status: number | undefined): void {
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(status);
  }
}
