/** Whether a request comes from our own pages, from an allowed origin, or from no browser at all. */

export interface OriginEvidence {
  /** The Host header, already found to be served. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** The X-Forwarded-Proto header. A foreign page cannot set it on a request that it makes. */
  readonly forwardedProto: string | undefined;
}

const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * How a browser says it will use the answer: its Sec-Fetch-Mode and Sec-Fetch-Dest headers, which no page can set.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export interface NavigationEvidence {
  readonly mode: string | undefined;
  readonly destination: string | undefined;
  /** True when the answer may be shown in a frame of another site. */
  readonly framable: boolean;
}

const FRAME_DESTINATIONS = new Set(['iframe', 'frame']);

/**
 * True when the Origin header is absent (no browser, or a plain navigation), is an allowed one, or is the origin
 * that the Host header names. `null`, which sandboxed pages send, is nobody's origin.
 */
export function isWelcomeOrigin(evidence: OriginEvidence, allowedOrigins: readonly string[]): boolean {
  if (evidence.origin === undefined) return true;
  return allowedOrigins.includes(evidence.origin) || isOwnOrigin(evidence.origin, evidence);
}

/**
 * As {@link isWelcomeOrigin}, and the browser must not mark the request as made by another site. For what changes
 * state: forms and images of other sites send no Origin, but Sec-Fetch-Site says where they came from.
 */
export function isWelcomeSite(evidence: OriginEvidence, allowedOrigins: readonly string[]): boolean {
  if (evidence.origin !== undefined && allowedOrigins.includes(evidence.origin)) return true;
  if (evidence.secFetchSite !== undefined && !OWN_SITES.has(evidence.secFetchSite)) return false;
  return isWelcomeOrigin(evidence, allowedOrigins);
}

/**
 * Whether a plain read may be answered. Another site may lead the user here in a tab of the browser, and may frame
 * what is framable. It may not load pages or API answers as images, scripts or fetches: nobody sees the answer, but
 * each costs the server a page or calls to the cluster, as often as the other site likes.
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
 * Without a word from a proxy both schemes pass, since TLS may have ended before us; with one, its scheme alone.
 */
function isOwnOrigin(origin: string, { host, forwardedProto }: OriginEvidence): boolean {
  const told = forwardedProto?.split(',', 1)[0]?.trim();
  const schemes = told === undefined ? ['http', 'https'] : [told];
  return schemes.some((scheme) => {
    const own = `${scheme}://${host}`;
    return URL.canParse(own) && new URL(own).origin === origin;
  });
}
