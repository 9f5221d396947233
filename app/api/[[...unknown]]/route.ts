import { problem } from '../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Answers every path under /api that has no other route. */
function notFound(): Response {
  return problem('not-found', 'There is no such API route.');
}

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
