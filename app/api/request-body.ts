/** Reads JSON bodies of requests. */

import type { z } from 'zod';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import { bodyFaults } from './body-faults.ts';

/** Largest request body, in bytes: enough for a command line with its arguments, not for a file. */
export const MAX_BODY_BYTES = 256 * 1024;

/** The body as JSON; undefined when it is empty. @throws bad-request, body-too-large */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  return text.trim() === '' ? undefined : parse(text);
}

/** Checks the shape of a body. @throws bad-request that says which field is wrong */
export function checkBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new PodshellError(
      'bad-request',
      `The request body is not valid: ${bodyFaults(parsed.error.issues)}.`,
    );
  }
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PodshellError('bad-request', 'The request body is not valid JSON.');
  }
}

async function readText(request: Request): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(request));
  } catch (error) {
    if (isPodshellError(error)) throw error;
    throw new PodshellError(
      'bad-request',
      'The request body is incomplete or not valid UTF-8. Send it again.',
    );
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new PodshellError('body-too-large', `The request body is larger than ${MAX_BODY_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
