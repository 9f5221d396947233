/** A message of bounded size, as JSON. */

import type { IncomingMessage } from 'node:http';

/** Largest body between replicas, in bytes: a list of thousands of shells with the last lines of each. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * @returns undefined for an empty body
 * @throws Error for a larger one, one that breaks off, and one that is no JSON
 */
export async function readJsonBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('The body is too large');
    chunks.push(chunk);
  }
  return bytes === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}
