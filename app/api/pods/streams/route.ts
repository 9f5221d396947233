import { z } from 'zod';
import { MAX_FOLLOWED_LISTS } from '#protocol/limits.ts';
import {
  type PodStreamOpened,
  type PodSubjects,
  type SubjectEvent,
  subjectEventName,
} from '#protocol/pod-streams.ts';
import { PodshellError } from '#protocol/problem.ts';
import { answer, methodNotAllowed } from '../../answer.ts';
import { eventStream } from '../../event-stream.ts';
import type { StreamEvent } from '../../event-text.ts';
import { podEventQuery, queryValue, streamWish } from '../../parameters.ts';
import { checkBody, readJson } from '../../request-body.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

const subjectsSchema: z.ZodType<PodSubjects> = z.object({
  subjects: z
    .record(z.string().regex(/^[A-Za-z0-9]{1,20}$/), z.string())
    .refine((subjects) => Object.keys(subjects).length <= MAX_FOLLOWED_LISTS, {
      error: `may name at most ${MAX_FOLLOWED_LISTS} lists`,
    }),
});

/** One stream for the pods of several queries. Its first event names it; `PUT` says what it carries. */
export const GET = answer(({ request, runtime, caller }) => {
  const wish = streamWish(request);
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, abort.signal]);
  const { id, stream } = runtime.openPodStream(caller, signal);
  const opened: PodStreamOpened = { stream: id };
  return eventStream(wish, { type: 'opened', data: opened }, named(stream), neverFails, () => abort.abort());
});

/** Sets everything that the stream carries, so repeating it is harmless. */
export const PUT = answer(async ({ request, runtime, caller }) => {
  const stream = queryValue(request, 'stream');
  if (stream === undefined) throw new PodshellError('bad-request', 'Name the stream, as in ?stream=a.');
  const { subjects } = checkBody(subjectsSchema, await readJson(request));
  const queries = Object.entries(subjects).map(
    ([subject, query]) => [subject, podEventQuery(new URLSearchParams(query))] as const,
  );
  runtime.carryPodSubjects(caller, stream, new Map(queries));
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});

async function* named(stream: AsyncIterable<SubjectEvent>): AsyncGenerator<StreamEvent, void, undefined> {
  for await (const { subject, event } of stream) {
    yield { type: subjectEventName(subject, event.type), data: event.data };
  }
}

/** Each subject has its own failures; the stream has none. */
function neverFails(error: unknown): never {
  throw error;
}

const refuse = methodNotAllowed('GET', 'PUT');

export { refuse as DELETE, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as POST };
