import type { PodStreamEvent } from '#protocol/api.ts';
import { isProblemCode, PodshellError, PROBLEMS, type ProblemCode } from '#protocol/problem.ts';

/**
 * Throws a refusal that comes before anything else, so that a route can answer with its HTTP status. A later refusal
 * stays an event of the stream, and the next snapshot ends it.
 * @throws PodshellError
 */
export async function* throwFirstRefusal(
  events: AsyncIterable<PodStreamEvent>,
): AsyncGenerator<PodStreamEvent, void, undefined> {
  let isFirst = true;
  for await (const event of events) {
    if (isFirst && event.type === 'stale') {
      const { code, detail } = event.data;
      if (isProblemCode(code) && isRefusal(code)) throw new PodshellError(code, detail);
    }
    isFirst = false;
    yield event;
  }
}

function isRefusal(code: ProblemCode): boolean {
  const { status } = PROBLEMS[code];
  return status >= 400 && status < 409;
}
