/** How Node is started for a production server. package.json, the image and the npm package's launcher say the same. */

/** Flags of Node; see decision 41. */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=8'];

/**
 * Environment of the process. The C library keeps one heap for all threads: with one for each, what V8's threads have freed
 * stays resident. Other C libraries ignore it.
 */
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' };
