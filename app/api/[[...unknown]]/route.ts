import { problem } from '../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Every path under /api that no other route serves. */
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
