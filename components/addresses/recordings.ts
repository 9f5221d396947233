/** Addresses of recordings: pages and API routes. Apart from the others, which the list of pods loads. */

import { address } from './address.ts';
import { served } from './served.ts';

/** What the list of recordings shows; undefined or '': everything. Times are dates or times as in RFC 3339. */
export interface RecordingsFilter {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly user?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** An attribute of the document: the server has a store for recordings. */
export const RECORDINGS_ATTRIBUTE = 'data-recordings';

/** True if there is a list of recordings to lead to. Only in the browser. */
export function hasRecordings(): boolean {
  return document.documentElement.hasAttribute(RECORDINGS_ATTRIBUTE);
}

/** The list of recordings. */
export function recordingsHref(filter: RecordingsFilter = {}): string {
  return address(['recordings'], parametersOf(filter));
}

/** The page of one recording. @param seconds the moment to show, since its start */
export function recordingHref(id: string, seconds?: number): string {
  return address(['recordings', id], { t: seconds === undefined ? undefined : `${seconds}` });
}

/** A page of the list, as JSON. @param cursor as the page before has answered it */
export function recordingsRoute(filter: RecordingsFilter, cursor?: string): string {
  return served(address(['api', 'recordings'], { ...parametersOf(filter), cursor }));
}

/** What is known of one recording, as JSON. */
export function recordingRoute(id: string): string {
  return served(address(['api', 'recordings', id]));
}

/** The file of a recording. @param isSealed as it is stored, encrypted */
export function recordingCastRoute(id: string, isSealed = false): string {
  return served(address(['api', 'recordings', id, 'cast'], { encrypted: isSealed ? 'true' : undefined }));
}

function parametersOf({ context, namespace, pod, user, from, to }: RecordingsFilter) {
  return {
    context: context || undefined,
    namespace: namespace || undefined,
    pod: pod || undefined,
    user: user || undefined,
    from: from || undefined,
    to: to || undefined,
  };
}
