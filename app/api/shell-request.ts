/** Reads and checks the request for a new shell, from a body or a query. */

import { type ShellRequest, shellRequestSchema } from '#protocol/api.ts';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';

/** Largest request body, in bytes: enough for a command line with its arguments, not for a file. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Reads a JSON body; without a body every default applies. @throws bad-request, body-too-large */
export async function readShellRequest(request: Request): Promise<ShellRequest> {
  const text = await readText(request);
  return checkShellRequest(text.trim() === '' ? {} : parse(text));
}

/** Checks the shape; the runtime checks the names. @throws bad-request that says which field is wrong */
export function checkShellRequest(value: unknown): ShellRequest {
  const parsed = shellRequestSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    throw new PodshellError('bad-request', `The request body has invalid fields: ${issues.join('; ')}.`);
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
