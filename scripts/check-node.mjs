/** Runs before every command. With a Node that is too old it says what to do, instead of failing at the first `.ts` file. */

// Node 22.18 also runs TypeScript, but Podshell is not tested with it.
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
