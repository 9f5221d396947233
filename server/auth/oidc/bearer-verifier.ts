/** Checks the tokens that programs show: signed by the provider, for Podshell, not expired (RFC 9068, section 4). */

import { errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { Provider } from './provider.ts';
import { faultOf } from './provider-fault.ts';
import { type ProviderFetch, UnusableAnswerError } from './provider-fetch.ts';
import { ProviderKeys } from './provider-keys.ts';
import { unavailable } from './sign-in-errors.ts';

export interface BearerVerifierOptions {
  readonly provider: Provider;
  readonly fetch: ProviderFetch;
  readonly audience: string;
  /** Which tokens programs send. */
  readonly token: 'id' | 'access';
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Asymmetric ones only: with others, whoever knows the client secret could sign (RFC 8725, section 3.2). */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Other tokens of a provider, such as logout tokens, have a type of their own (RFC 8725, section 3.11). */
const TYPES = { id: ['jwt'], access: ['jwt', 'at+jwt', 'application/at+jwt'] };

/** Clocks of provider and server differ. Seconds. */
const TOLERANCE_SECONDS = 10;

/** jose's errors that say something of the token. All others say something of the provider's keys. */
const TOKEN_FAULTS: ReadonlyMap<string, string> = new Map([
  [errors.JWTExpired.code, 'it has expired'],
  [errors.JWTClaimValidationFailed.code, 'a claim is missing or has another value than expected'],
  [errors.JWTInvalid.code, 'it is not a JWT'],
  [errors.JWSInvalid.code, 'it is not a signed JWT'],
  [errors.JWSSignatureVerificationFailed.code, 'its signature is wrong'],
  [errors.JWKSNoMatchingKey.code, 'the identity provider has no such key'],
  [errors.JWKSMultipleMatchingKeys.code, 'it does not say which key has signed it'],
  [errors.JOSEAlgNotAllowed.code, 'its signature algorithm is not accepted'],
  [errors.JOSENotSupported.code, 'its signature algorithm is not known'],
]);

export class BearerVerifier {
  readonly #options: BearerVerifierOptions;
  readonly #keys: ProviderKeys;

  constructor(options: BearerVerifierOptions) {
    this.#options = options;
    this.#keys = new ProviderKeys(options);
  }

  /**
   * The claims of a token.
   * @throws PodshellError `unauthenticated` with what is wrong with it, `sign-in-unavailable`
   */
  async verify(token: string): Promise<JWTPayload & { exp: number }> {
    const { provider, audience, clock, token: kind } = this.#options;
    try {
      const { issuer, jwks_uri } = await provider.metadata();
      const { payload, protectedHeader } = await jwtVerify(token, await this.#keysAt(jwks_uri), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(clock.now()),
      });
      const type = (protectedHeader.typ ?? 'JWT').toLowerCase();
      if (!TYPES[kind].includes(type) || payload.events !== undefined)
        throw refused('it has another purpose');
      return { ...payload, exp: payload.exp ?? 0 };
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #keysAt(uri: string | undefined): Promise<RemoteJWKSet> {
    if (uri === undefined) throw new UnusableAnswerError('no keys (jwks_uri)');
    return this.#keys.at(uri);
  }

  #explained(error: unknown): PodshellError {
    if (error instanceof PodshellError) return error;
    const fault = error instanceof errors.JOSEError ? TOKEN_FAULTS.get(error.code) : undefined;
    if (fault !== undefined) return refused(fault);
    const why = error instanceof errors.JOSEError ? error.code : faultOf(error).why;
    this.#options.logger.warn({ why }, "The identity provider's keys can't be read");
    return unavailable();
  }
}

function refused(fault: string): PodshellError {
  return new PodshellError(
    'unauthenticated',
    `The bearer token of the request is not accepted: ${fault}. Get a new one.`,
  );
}
