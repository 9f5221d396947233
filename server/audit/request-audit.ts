/** Lines about requests: who sends the request that is being answered is known to the caller of this file. */

import { isPodshellError, PROBLEMS, type ProblemCode } from '#protocol/problem.ts';
import type { Caller, Sender } from '#server/ports.ts';
import type { Audit, AuditEventName, AuditFields } from './events.ts';

/** Answers that mean "you may not", or "no more of that". Others say that something is wrong or missing. */
const REFUSING_STATUS: ReadonlySet<number> = new Set([401, 403, 413, 421, 429]);

export class RequestAudit {
  readonly #audit: Audit;
  readonly #sender: () => Sender | undefined;
  readonly #noted = new WeakSet<object>();

  /** @param sender who sends the request that is being answered; undefined outside of one */
  constructor(audit: Audit, sender: () => Sender | undefined) {
    this.#audit = audit;
    this.#sender = sender;
  }

  get sender(): Sender | undefined {
    return this.#sender();
  }

  /** @param caller who the sender has turned out to be */
  record(event: AuditEventName, fields: AuditFields = {}, caller?: Caller): void {
    const { sender } = this;
    const known = sender !== undefined && caller !== undefined ? { ...sender, caller } : sender;
    this.#audit.record({ ...fields, event, sender: known });
  }

  /** A line about an error that refuses what was asked for. It has no other one. */
  refuse(event: AuditEventName, error: unknown, fields: AuditFields = {}): void {
    if (typeof error === 'object' && error !== null) this.#noted.add(error);
    this.record(event, { ...fields, code: codeOf(error) });
  }

  /** A line about an error that a route answers with, if it refuses something and has no line yet. */
  problem(error: { readonly code: ProblemCode }): void {
    if (this.#noted.has(error) || !refuses(error.code)) return;
    this.refuse('request-refused', error);
  }
}

/** An id of a session that is not the caller's may be a guess. */
function refuses(code: ProblemCode): boolean {
  return code === 'session-not-found' || REFUSING_STATUS.has(PROBLEMS[code].status);
}

function codeOf(error: unknown): ProblemCode {
  return isPodshellError(error) ? error.code : 'internal-error';
}
