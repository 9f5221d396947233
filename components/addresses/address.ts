export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A path of this site with its query, without the base path. Every page link and API request is built here, so everything
 * is escaped.
 * @param segments path segments, unescaped; never `.` or `..`, which are not Kubernetes names
 * @param parameters undefined is left out, an array is repeated; never a secret, because URLs are logged
 */
export function address(segments: readonly string[], parameters: Parameters = {}): string {
  const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}
