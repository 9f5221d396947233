/** Reads request bodies up to a limit and parses them as JSON objects. */

import type { IncomingMessage } from 'node:http';
import { isRecord } from '../objects/json-object.ts';
import { badRequest, bodyTooLarge, unsupportedMediaType } from '../objects/status-error.ts';

/** The API server's own limit. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** @throws StatusError 413 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw bodyTooLarge(MAX_BODY_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The media type of a request without parameters. The default is JSON. */
export function mediaType(request: IncomingMessage): string {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === '' ? 'application/json' : type;
}

/** @throws StatusError 400, 413 or 415 */
export async function readObject(
  request: IncomingMessage,
  accepted: readonly string[] = ['application/json'],
): Promise<Record<string, unknown>> {
  const type = mediaType(request);
  const body = await readBody(request);
  if (!accepted.includes(type)) throw unsupportedMediaType(accepted);
  return parseObject(body);
}

/** Like {@link readObject}, but a missing body (a deletion without options) is an empty object. */
export async function readOptionalObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = mediaType(request);
  const body = await readBody(request);
  if (body.length === 0) return {};
  if (type !== 'application/json') throw unsupportedMediaType(['application/json']);
  return parseObject(body);
}

function parseObject(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : 'not JSON'}`,
    );
  }
  if (!isRecord(value)) {
    throw badRequest("couldn't get version/kind; json parse error: the body is not a JSON object");
  }
  return value;
}
