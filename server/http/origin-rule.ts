/** Checks that a request comes from our own pages, an allowed origin, or no browser. */

export interface OriginEvidence {
  /** The Host header, already accepted by the host rule. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** The X-Forwarded-Proto header. A page of another site cannot set it. */
  readonly forwardedProto: string | undefined;
  /** What Podshell speaks; undefined for http, since TLS may end upstream. */
  readonly ownScheme?: 'https' | undefined;
}

const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * What the browser will use the response for: Sec-Fetch-Mode and Sec-Fetch-Dest, which no page can set.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export interface NavigationEvidence {
  readonly mode: string | undefined;
  readonly destination: string | undefined;
  /** True if the response may be shown in a frame of another site. */
  readonly framable: boolean;
}

const FRAME_DESTINATIONS = new Set(['iframe', 'frame']);

/**
 * True if the Origin header is absent (no browser, or a plain navigation), is allowed, or equals the origin of the
 * Host header. `null`, which sandboxed pages send, is never accepted.
 */
export function isWelcomeOrigin(evidence: OriginEvidence, allowedOrigins: readonly string[]): boolean {
  if (evidence.origin === undefined) return true;
  return allowedOrigins.includes(evidence.origin) || isOwnOrigin(evidence.origin, evidence);
}

/**
 * Like {@link isWelcomeOrigin}, and Sec-Fetch-Site must not name another site. For requests that change state: some
 * requests of other sites (images, for instance) have no Origin but do have Sec-Fetch-Site.
 */
export function isWelcomeSite(evidence: OriginEvidence, allowedOrigins: readonly string[]): boolean {
  if (evidence.origin !== undefined && allowedOrigins.includes(evidence.origin)) return true;
  if (evidence.secFetchSite !== undefined && !OWN_SITES.has(evidence.secFetchSite)) return false;
  return isWelcomeOrigin(evidence, allowedOrigins);
}

/**
 * Whether a read may be answered. Another site may navigate a tab to us and may frame framable pages. It may not load
 * pages or API routes as images, scripts or fetches: it cannot read the response, but each request would cost the
 * server a page or calls to the cluster.
 */
export function isWelcomeRead(
  evidence: OriginEvidence,
  { mode, destination, framable }: NavigationEvidence,
  allowedOrigins: readonly string[],
): boolean {
  const site = evidence.secFetchSite;
  if (site === undefined || OWN_SITES.has(site)) return true;
  if (evidence.origin !== undefined && allowedOrigins.includes(evidence.origin)) return true;
  if (mode !== 'navigate') return false;
  return destination === 'document' || (framable && FRAME_DESTINATIONS.has(destination ?? ''));
}

/**
 * With X-Forwarded-Proto, only that scheme is accepted. Without it, Podshell's own or, where TLS may end upstream, both.
 */
function isOwnOrigin(origin: string, { host, forwardedProto, ownScheme }: OriginEvidence): boolean {
  const told = forwardedProto?.split(',', 1)[0]?.trim() ?? ownScheme;
  const schemes = told === undefined ? ['http', 'https'] : [told];
  return schemes.some((scheme) => {
    const own = `${scheme}://${host}`;
    return URL.canParse(own) && new URL(own).origin === origin;
  });
}
