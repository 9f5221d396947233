/** Calls a route handler as Next does. */

import type { Route } from '../answer.ts';

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the route and reads its JSON. A string body is sent as it is. */
export async function callRoute<Params>(
  route: Route<Params>,
  path: string,
  params: Params,
  init: RequestInit = {},
): Promise<Called> {
  const request = new Request(`http://127.0.0.1${path}`, init);
  const answer = await route(request, { params: Promise.resolve(params) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}
