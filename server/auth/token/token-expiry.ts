import { decodeJwt } from 'jose/jwt/decode';

/**
 * When a token expires, in milliseconds since the epoch, as it says itself; undefined for one that is no JWT or does not
 * say. Only a hint for us: the cluster decides.
 */
export function tokenExpiry(token: string): number | undefined {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? undefined : exp * 1000;
  } catch {
    return undefined;
  }
}
