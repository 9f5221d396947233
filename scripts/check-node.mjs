/** Loaded before the commands: says what is missing when Node is too old, instead of failing at the first `.ts` file. */

// 22.18 runs TypeScript as well, but nothing is tested there.
const OLDEST = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(
    [
      `Podshell needs Node ${OLDEST} or newer, but ${process.execPath} is Node ${process.versions.node}.`,
      'npm ci installs a suitable Node for Linux, macOS and Windows, and npm scripts use it.',
      `If npm skipped it (--omit=optional, or another platform), install Node ${OLDEST} and put it first on your PATH.`,
    ].join('\n'),
  );
  // EX_CONFIG
  process.exit(78);
}
