import { parseRange } from '#protocol/recording/byte-range.ts';
import { answer, methodNotAllowed } from '../../../answer.ts';
import { queryValue } from '../../../parameters.ts';
import { recordingResponse } from '../../../recording-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The asciicast v3 file of a recording, or a range of it; with `encrypted=true` the file as it is stored. */
export const GET = answer<{ id: string }>(async ({ request, params: { id }, runtime, caller }) => {
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, abort.signal]);
  const range = parseRange(request.headers.get('range'));
  const isSealed = queryValue(request, 'encrypted') === 'true';
  const file = await runtime.recordingFile(caller, id, { range, isSealed }, signal);
  return recordingResponse(file, { isPart: range !== undefined, onLeave: () => abort.abort() });
});

// Whatever it answers would be a reading without one.
const refuse = methodNotAllowed('GET');

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
