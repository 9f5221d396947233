const NONCE = /'nonce-([^']+)'/;

/**
 * The nonce that the server gave to this request's Content-Security-Policy; undefined when there is none.
 * @param headers of the request, as the server hands it to Next
 */
export function scriptNonce(headers: Pick<Headers, 'get'>): string | undefined {
  return headers.get('x-nonce') ?? NONCE.exec(headers.get('content-security-policy') ?? '')?.[1] ?? undefined;
}
