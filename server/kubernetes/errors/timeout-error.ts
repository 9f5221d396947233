/** The error when something has not happened in time. Its code makes callers treat it as a network error. */
export function timeoutError(what: string): Error {
  return Object.assign(new Error(what), { code: 'ETIMEDOUT' });
}
