import type { IncomingMessage } from 'node:http';
import { AnswerTooLargeError } from '../errors/api-error.ts';

/** A body that has been read, with what it is. */
export interface Answer {
  /** As the server names it; undefined if it does not. */
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

/** Reads a response to its end. Throws as {@link readBody}. */
export async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<Answer> {
  return { contentType: response.headers['content-type'], bytes: await readBody(response, maxBytes) };
}

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
