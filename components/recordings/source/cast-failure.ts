/** Why the file of a recording was not given. */

import type { Failure } from '#components/failures/read-failure.ts';

/** The server has not given the file. */
export class CastFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'CastFailure';
    this.failure = failure;
  }
}
