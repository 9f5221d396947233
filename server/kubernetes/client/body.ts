import type { IncomingMessage } from 'node:http';
import { AnswerTooLargeError } from '../errors/api-error.ts';

/**
 * Reads a response to its end.
 * @param maxBytes above this, the connection is closed
 * @throws AnswerTooLargeError
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AnswerTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
