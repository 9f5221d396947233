/** Asks for recordings. */

import { type RecordingsFilter, recordingRoute, recordingsRoute } from '#components/addresses/recordings.ts';
import { type Answer, ask } from '#components/failures/read-failure.ts';
import type { RecordingList, RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { dayAsTime } from '../times.ts';

/** One page of the list. Never rejects. @param cursor as the page before has answered it */
export function loadRecordings(
  filter: RecordingsFilter,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Answer<RecordingList>> {
  const asked = {
    ...filter,
    from: dayAsTime(filter.from ?? '', 'start'),
    to: dayAsTime(filter.to ?? '', 'end'),
  };
  return ask(
    () => fetch(recordingsRoute(asked, cursor), { cache: 'no-store', signal }),
    (response) => response.json() as Promise<RecordingList>,
  );
}

/** One recording. Never rejects. */
export function loadRecording(id: string, signal: AbortSignal): Promise<Answer<RecordingMeta>> {
  return ask(
    () => fetch(recordingRoute(id), { cache: 'no-store', signal }),
    (response) => response.json() as Promise<RecordingMeta>,
  );
}
