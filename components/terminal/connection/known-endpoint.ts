/**
 * What the SockJS endpoint says of itself, asked for ahead: a connection then begins with the WebSocket instead of with a
 * request whose answer it waits for.
 */

/** The answer to `GET {prefix}/info`, and how long it took, by which sockjs-client gives up on a transport. */
export interface EndpointInfo {
  readonly answer: object;
  /** Milliseconds. */
  readonly rtt: number;
}

const known = new Map<string, EndpointInfo>();

/** Asks the endpoint, so that connections need not. Never rejects. @param prefix path of the SockJS endpoint */
export async function askEndpoint(prefix: string): Promise<void> {
  if (known.has(prefix)) return;
  const from = performance.now();
  try {
    const response = await fetch(`${prefix}/info`, { cache: 'no-store' });
    const answer: unknown = response.ok ? await response.json() : null;
    if (typeof answer === 'object' && answer !== null)
      known.set(prefix, { answer, rtt: Math.round(performance.now() - from) });
  } catch {
    // Connections ask themselves, and say what is wrong.
  }
}

/** Undefined: it has to be asked. */
export function knownEndpoint(prefix: string): EndpointInfo | undefined {
  return known.get(prefix);
}

/** A connection to it has failed, so what was known may no longer be true. */
export function forgetEndpoint(prefix: string): void {
  known.delete(prefix);
}
