const NONCE = /'nonce-([^']+)'/;

/**
 * The nonce in this request's Content-Security-Policy; undefined without one.
 * @param headers headers of the request that the server passes to Next
 */
export function scriptNonce(headers: Pick<Headers, 'get'>): string | undefined {
  return headers.get('x-nonce') ?? NONCE.exec(headers.get('content-security-policy') ?? '')?.[1] ?? undefined;
}
