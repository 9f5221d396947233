/** Questions between replicas: what is asked, what is answered here, and what answers mean. */

import { z } from 'zod';
import {
  INTERNAL_ERROR_DETAIL,
  isPodshellError,
  isProblemCode,
  PodshellError,
  PROBLEMS,
  toProblem,
} from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { PeersObserver } from './peers-observer.ts';
import type { Peer, PeerCall, Replica } from './ports.ts';
import type { PeerAnswer, PeerTransport } from './transport.ts';

/** Milliseconds for an answer, unless the caller says otherwise. */
const ANSWER_MS = 2000;

/** An older replica does not know the call. */
const UNKNOWN_CALL = 501;

/** Without `answer` where the handler returns nothing. */
const answerSchema = z.object({ answer: z.unknown() });

const problemSchema = z.object({ code: z.string(), detail: z.string() });

interface Served {
  readonly call: PeerCall<unknown, unknown>;
  readonly handler: (request: unknown, from: Replica) => unknown;
}

export interface CallsOptions {
  readonly transport: Pick<PeerTransport, 'call'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PeersObserver | undefined;
  /** A peer has not answered: it may have ended, or another run may have its place. */
  readonly onUnanswered: (peer: Peer) => void;
}

export class Calls {
  readonly #options: CallsOptions;
  readonly #served = new Map<string, Served>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** As `Peers.call`. */
  async ask<Request, Answer>(
    peer: Peer,
    call: PeerCall<Request, Answer>,
    request: Request,
    { timeoutMs = ANSWER_MS, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<Answer> {
    const { transport, clock, observer, onUnanswered } = this.#options;
    const timeout = new AbortController();
    const cancel = clock.after(timeoutMs, () => timeout.abort());
    const either = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]);
    try {
      either.throwIfAborted();
      const read = readAnswer(call, await transport.call(peer, call.name, request, either), peer);
      observer?.onCall(call.name, 'answered');
      return read;
    } catch (error) {
      const explained = isPodshellError(error) ? error : replicaUnreachable(peer, { cause: error });
      const isUnanswered = explained.code === 'replica-unreachable';
      observer?.onCall(call.name, isUnanswered ? 'failed' : 'refused');
      if (isUnanswered) onUnanswered(peer);
      throw explained;
    } finally {
      cancel();
    }
  }

  /** @throws Error for a call that has a handler */
  serve<Request, Answer>(
    call: PeerCall<Request, Answer>,
    handler: (request: Request, from: Replica) => Answer | Promise<Answer>,
  ): void {
    if (this.#served.has(call.name)) throw new Error(`The call ${call.name} has two handlers`);
    this.#served.set(call.name, { call, handler } as unknown as Served);
  }

  /** What to answer a peer that asks. */
  async answer(name: string, body: unknown, from: Replica): Promise<PeerAnswer> {
    const served = this.#served.get(name);
    if (served === undefined) return { status: UNKNOWN_CALL, body: {} };
    const request = served.call.request.safeParse(body);
    if (!request.success) return refusal(new PodshellError('bad-request', z.prettifyError(request.error)));
    try {
      const answer = await served.handler(request.data, from);
      return { status: 200, body: { answer: answer as unknown } };
    } catch (error) {
      if (isPodshellError(error)) return refusal(error);
      this.#options.logger.error({ call: name, replica: from.id, err: error }, 'A call of a replica failed');
      return refusal(new PodshellError('internal-error', INTERNAL_ERROR_DETAIL));
    }
  }
}

/**
 * What a peer has answered.
 * @throws PodshellError that its handler has thrown; `replica-unreachable` where the answer is not understood
 */
function readAnswer<Answer>(
  call: PeerCall<unknown, Answer>,
  { status, body }: PeerAnswer,
  from: Replica,
): Answer {
  if (status === 200) {
    const { answer } = answerSchema.safeParse(body).data ?? {};
    const read = call.answer.safeParse(answer);
    if (read.success) return read.data;
    throw replicaUnreachable(from, { cause: read.error });
  }
  const problem = problemSchema.safeParse(body);
  if (problem.success && isProblemCode(problem.data.code)) {
    throw new PodshellError(problem.data.code, problem.data.detail);
  }
  throw replicaUnreachable(from, { cause: new Error(`Answered with status ${status}`) });
}

/** For a question to a replica that does not answer, or not in words that are known here. */
function replicaUnreachable({ name }: Replica, options?: ErrorOptions): PodshellError {
  return new PodshellError(
    'replica-unreachable',
    `The Podshell replica ${name} does not answer. Try again in a few seconds.`,
    options,
  );
}

function refusal(error: PodshellError): PeerAnswer {
  return { status: PROBLEMS[error.code].status, body: toProblem(error.code, error.message) };
}
