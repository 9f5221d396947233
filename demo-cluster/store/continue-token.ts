/** The continue token of a paged list: revision and last key as an opaque string. */

export interface ContinueToken {
  readonly revision: number;
  /** Key of the last object of the previous page. */
  readonly lastKey: string;
}

const VERSION = 'meta.k8s.io/v1';

export function encodeContinue(token: ContinueToken): string {
  const body = { v: VERSION, rv: token.revision, start: `${token.lastKey}\u0000` };
  return Buffer.from(JSON.stringify(body)).toString('base64url');
}

/** Undefined if the text is not a valid token. */
export function decodeContinue(text: string): ContinueToken | undefined {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null) return undefined;
  const { v, rv, start } = body as Record<string, unknown>;
  if (v !== VERSION || typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv < 0) return undefined;
  if (typeof start !== 'string' || !start.endsWith('\u0000')) return undefined;
  return { revision: rv, lastKey: start.slice(0, -1) };
}
