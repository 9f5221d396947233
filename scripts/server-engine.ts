/** How Node is started for a production server. package.json, the image and the npm package's launcher say the same. */

/** Flags of Node; see decisions 41 and 115. */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=8', '--no-sparkplug'];

/**
 * Environment of the process, unless the user has set it: how the C library returns memory, in bytes; see decision 101. Other C
 * libraries ignore it.
 */
export const SERVER_ENVIRONMENT: Readonly<Record<'GLIBC_TUNABLES', string>> = {
  GLIBC_TUNABLES:
    'glibc.malloc.mmap_threshold=32768:glibc.malloc.top_pad=16384:glibc.malloc.trim_threshold=131072',
};
