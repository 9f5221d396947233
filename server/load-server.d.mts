/**
 * Loads the server's code: what `npm run build` made of it, or the sources where nothing is built.
 * @param options `sources`: the sources are wanted, also where a build is there
 */
export function loadServer(options?: {
  readonly sources?: boolean;
}): Promise<typeof import('./run-server.ts')>;
