/** What names a proxy. */
export type ProxySetting = 'proxy-url' | 'HTTPS_PROXY' | 'HTTP_PROXY';

/** What the kubeconfig does not show about the way to a cluster, for the sentence of a failure. */
export interface Route {
  /** Host and port of the proxy, without a user name, and what names it; undefined: none. */
  readonly proxy: { readonly host: string; readonly from: ProxySetting } | undefined;
  /** True if the kubeconfig names no authority, so that those of the system verify the cluster. */
  readonly systemAuthorities: boolean;
}

/** A connection failed on a way that the kubeconfig does not show in full. The cause is the connection's error. */
export class RouteError extends Error {
  readonly route: Route;

  constructor(route: Route, cause: unknown) {
    super('The connection failed', { cause });
    this.name = 'RouteError';
    this.route = route;
  }

  /** The HTTP status with which the proxy refused to connect; undefined if it did not answer. */
  get proxyStatus(): number | undefined {
    const found = this.cause instanceof Error ? /^Bad response: (\d+)$/.exec(this.cause.message) : null;
    return found === null ? undefined : Number(found[1]);
  }
}

/** `error`, with the route if it matters. */
export function withRoute(error: unknown, { proxy, systemAuthorities }: Route): unknown {
  if (proxy === undefined && !systemAuthorities) return error;
  return new RouteError({ proxy, systemAuthorities }, error);
}
