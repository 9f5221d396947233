/** Questions between replicas: what is answered here, and what answers mean. */

import { z } from 'zod';
import {
  INTERNAL_ERROR_DETAIL,
  isPodshellError,
  isProblemCode,
  PodshellError,
  PROBLEMS,
  toProblem,
} from '#protocol/problem.ts';
import type { Logger } from '#server/ports.ts';
import type { PeerCall, Replica } from './ports.ts';
import type { PeerAnswer } from './transport.ts';

/** An older replica does not know the call. */
const UNKNOWN_CALL = 501;

/** Without `answer` where the handler returns nothing. */
const answerSchema = z.object({ answer: z.unknown() });

const problemSchema = z.object({ code: z.string(), detail: z.string() });

interface Served {
  readonly call: PeerCall<unknown, unknown>;
  readonly handler: (request: unknown, from: Replica) => unknown;
}

export class Calls {
  readonly #logger: Logger;
  readonly #served = new Map<string, Served>();

  constructor(logger: Logger) {
    this.#logger = logger;
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
      this.#logger.error({ call: name, replica: from.id, err: error }, 'A call of a replica failed');
      return refusal(new PodshellError('internal-error', INTERNAL_ERROR_DETAIL));
    }
  }
}

/**
 * What a peer has answered.
 * @throws PodshellError that its handler has thrown; `replica-unreachable` where the answer is not understood
 */
export function readAnswer<Answer>(
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

/** For a question or a request to a replica that does not answer, or not in words that are known here. */
export function replicaUnreachable({ name }: Replica, options?: ErrorOptions): PodshellError {
  return new PodshellError(
    'replica-unreachable',
    `The Podshell replica ${name} does not answer. Try again in a few seconds.`,
    options,
  );
}

function refusal(error: PodshellError): PeerAnswer {
  return { status: PROBLEMS[error.code].status, body: toProblem(error.code, error.message) };
}
