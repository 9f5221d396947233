/** The path that everything of ours is served under: empty for `/`, else for instance `/tools/podshell`. */

/** The path as browsers ask for it. @param path begins with a slash; it may have a query and a fragment */
export function withBasePath(basePath: string, path: string): string {
  return `${basePath}${path}`;
}

/**
 * The path below the base path, with its query and fragment. As it is where it is not under the base path: a proxy may have
 * taken that off already.
 * @param path as browsers ask for it, with its query and fragment
 */
export function withoutBasePath(basePath: string, path: string): string {
  if (!path.startsWith(basePath)) return path;
  // Not cut by its length: a minifier would compute that from the placeholder that pages are built with.
  const rest = path.replace(basePath, '');
  if (rest.startsWith('/')) return rest;
  // "/podshells" is not under "/podshell".
  return rest !== path && /^($|[?#])/.test(rest) ? `/${rest}` : path;
}
