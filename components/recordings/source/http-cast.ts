/** The file of a recording as the server gives it. */

import { recordingCastRoute } from '#components/addresses/recordings.ts';
import { NO_ANSWER, readFailure } from '#components/failures/read-failure.ts';
import { CastFailure } from './cast-failure.ts';
import type { CastFile } from './recording-reader.ts';

/** Nothing is there: the file ends at or before the byte that was asked for. */
const RANGE_NOT_SATISFIABLE = 416;

/** @param id of the recording */
export function httpCast(id: string): CastFile {
  return {
    async *stream(from, signal) {
      // Without a range where none is needed: a proxy may know none.
      const response = await ask(id, from === 0 ? {} : { range: `bytes=${from}-` }, signal);
      if (response === undefined) return;
      const reader = response.body?.getReader();
      for (;;) {
        const next = await reader?.read().catch(() => {
          throw new CastFailure(NO_ANSWER);
        });
        if (next === undefined || next.done) return;
        yield next.value;
      }
    },
    async range(from, to) {
      const response = await ask(id, { range: `bytes=${from}-${to - 1}` });
      return response === undefined ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
    },
  };
}

async function ask(
  id: string,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Response | undefined> {
  const asked = { headers, cache: 'no-store', ...(signal === undefined ? {} : { signal }) } as const;
  const response = await fetch(recordingCastRoute(id), asked).catch(() => {
    throw new CastFailure(NO_ANSWER);
  });
  if (response.status === RANGE_NOT_SATISFIABLE) return undefined;
  if (!response.ok) throw new CastFailure(await readFailure(response));
  return response;
}
