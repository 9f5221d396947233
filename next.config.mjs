/** Next's name for a build. Not imported: a packed server has the files of Next that serving needs. */
const BUILD = 'phase-production-build';

/** Built pages take their base path when the server starts; see server/pages/. */
async function basePathIn(/** @type {string} */ phase) {
  if (phase !== BUILD) return process.env.PODSHELL_PAGES_BASE_PATH ?? '';
  // Loaded for builds alone: a server need not have it in this form.
  return (await import('./server/pages/base-path-placeholder.ts')).BASE_PATH_PLACEHOLDER;
}

/** @returns {Promise<import('next').NextConfig>} */
export default async function config(/** @type {string} */ phase) {
  const basePath = await basePathIn(phase);
  return {
    basePath,
    env: { PODSHELL_BASE_PATH: basePath },
    // `npm run types` checks the whole repository; a second check would only slow builds down.
    typescript: { ignoreBuildErrors: true },
    // Loaded by Node instead of bundled: it holds native code that must exist once per process.
    serverExternalPackages: ['ws'],
    poweredByHeader: false,
    // Shrinks scripts, pages and lists to a quarter or less, even without a proxy. Event streams flush after each event.
    compress: true,
    reactStrictMode: true,
    // The image optimizer requests our own paths internally and so bypasses the request guard.
    images: { unoptimized: true },
    experimental: {
      // Never ask a registry for newer versions at run time.
      agentUpgrade: false,
      // All pages and routes at start cost 7 MB and 60 ms; the first page is 30 ms slower without.
      preloadEntriesOnStart: false,
    },
    // The dev server may be opened under either loopback name.
    allowedDevOrigins: ['127.0.0.1', 'localhost'],
  };
}
