/** Why the credentials of a context cannot be had. */
export type CredentialFault =
  | {
      readonly kind: 'file-unreadable';
      readonly field: string;
      readonly file: string;
      readonly cause: string;
    }
  /** A certificate, key or authority that is no valid PEM, or a key that does not fit. */
  | { readonly kind: 'certificate-invalid'; readonly cause: string }
  | {
      readonly kind: 'plugin-not-started';
      readonly command: string;
      readonly cause: string;
      readonly hint: string;
    }
  /** `words` is what the plugin wrote last, in one line without tokens; may be empty. */
  | {
      readonly kind: 'plugin-failed';
      readonly command: string;
      readonly cause: string;
      readonly words: string;
      readonly hint: string;
    }
  | {
      readonly kind: 'plugin-timeout';
      readonly command: string;
      readonly seconds: number;
      readonly words: string;
    }
  /** `HTTPS_PROXY` or `HTTP_PROXY` is not an address of a proxy. */
  | { readonly kind: 'proxy-invalid' }
  /** The OpenID Connect provider refused to renew the token, or cannot be reached. */
  | { readonly kind: 'oidc-failed' };

/** Thrown where credentials are read. Its fault holds no secret. */
export class CredentialFaultError extends Error {
  readonly fault: CredentialFault;

  constructor(fault: CredentialFault) {
    super(`Credentials: ${fault.kind}`);
    this.name = 'CredentialFaultError';
    this.fault = fault;
  }
}
