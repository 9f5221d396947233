/** Decides who may open or use a session: checks the origin, then calls `authorize`. */

import type { IncomingMessage } from 'node:http';
import { isOriginAllowed } from './http/headers.ts';
import type { ResolvedOptions } from './options.ts';

export interface AdmissionOutcome {
  onAdmitted(context: unknown): void;
  /** @param status the HTTP status to answer with */
  onRefused(status: number): void;
}

const FORBIDDEN = 403;

/** Calls exactly one method of `outcome`, synchronously unless `authorize` is asynchronous. */
export function admit(request: IncomingMessage, options: ResolvedOptions, outcome: AdmissionOutcome): void {
  if (!isOriginAllowed(request, options)) {
    outcome.onRefused(FORBIDDEN);
    return;
  }
  let context: unknown;
  try {
    context = options.authorize(request);
  } catch (error) {
    outcome.onRefused(statusOf(error));
    return;
  }
  if (!(context instanceof Promise)) {
    outcome.onAdmitted(context);
    return;
  }
  context.then(
    (value) => outcome.onAdmitted(value),
    (error: unknown) => outcome.onRefused(statusOf(error)),
  );
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : FORBIDDEN;
}
