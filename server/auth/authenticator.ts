/** Who is calling. One implementation for each way to sign in; the rest of the server sees only this. */

/** A person or service. Two requests are of the same user when their `userId` is equal. */
export interface Identity {
  /** Stable and unique, for instance an OIDC subject. */
  readonly userId: string;
  /** What logs and pages show. */
  readonly displayName: string;
}

export interface Authenticator {
  /**
   * Tells who sent these headers: those of a request, or of the upgrade or SockJS request that opens a terminal.
   * @throws PodshellError `unauthenticated`
   */
  authenticate(headers: Headers): Promise<Identity>;
}
