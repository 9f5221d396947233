/** What users are told when signing in fails. */

import { PodshellError } from '#protocol/problem.ts';

/** The provider is down, slow, or does not make sense. */
export function unavailable(): PodshellError {
  return new PodshellError(
    'sign-in-unavailable',
    'The identity provider does not answer as expected. Try again in a moment. The server log has the reason.',
  );
}

/**
 * A sign-in that could not be finished. The browser is led to the sign-in page: route handlers read the fields from
 * any bundle's copy of this class.
 */
export class UnfinishedSignInError extends PodshellError {
  /** Where the sign-in was to lead. */
  readonly returnTo: string;
  /** Forgets what the sign-in began with. */
  readonly setCookies: readonly string[];

  constructor(cause: PodshellError, returnTo: string, setCookies: readonly string[]) {
    super(cause.code, cause.message);
    this.returnTo = returnTo;
    this.setCookies = setCookies;
  }
}
