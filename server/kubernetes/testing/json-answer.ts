import type { Answer } from '../client/body.ts';

/** An answer of the API server in JSON. */
export function jsonAnswer(body: object): Answer {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}
