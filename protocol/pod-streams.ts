/**
 * `/api/pods/streams`: one event stream for the pods of several queries, so that a browser needs one connection for all
 * its windows. `GET` opens it, `PUT /api/pods/streams?stream=` says what it carries. The name of the stream is not in the body,
 * so that another replica can pass the request on unread.
 */

import type { PodStreamEvent } from './api.ts';
import type { Problem } from './problem.ts';

/** The first event of a stream, named `opened`. */
export interface PodStreamOpened {
  /** The name of the stream for `PUT`. */
  readonly stream: string;
}

/** Body of `PUT`: everything that the stream is to carry from now on. */
export interface PodSubjects {
  /**
   * By a name that the client chooses (letters and digits), the query string of `GET /api/pods/events`. A subject under a
   * known name goes on; use a new name for a new query.
   */
  readonly subjects: Readonly<Record<string, string>>;
}

/** An event of one subject: one of `GET /api/pods/events`, or its end with the reason. */
export type PodSubjectEvent = PodStreamEvent | { readonly type: 'refused'; readonly data: Problem };

/** An event, and whose it is. */
export interface SubjectEvent {
  readonly subject: string;
  readonly event: PodSubjectEvent;
}

/** The name of an event in the stream. Its data is that of the event. */
export function subjectEventName(subject: string, type: PodSubjectEvent['type']): string {
  return `${subject}.${type}`;
}
