/** Reads and checks the request for a new shell, from a body or a query. */

import { type ShellRequest, shellRequestSchema } from '#protocol/api.ts';
import { checkBody, readJson } from './request-body.ts';

/** Reads a JSON body; without a body every default applies. @throws bad-request, body-too-large */
export async function readShellRequest(request: Request): Promise<ShellRequest> {
  const body = await readJson(request);
  return checkShellRequest(body === undefined ? {} : body);
}

/** Checks the shape; the runtime checks the names. @throws bad-request that says which field is wrong */
export function checkShellRequest(value: unknown): ShellRequest {
  return checkBody(shellRequestSchema, value);
}
