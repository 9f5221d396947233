import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Runs a whole session on fakes in a fresh process and prints the packages that were loaded on the way. */
const script = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const match = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(resolved.url);
      if (match) packages.add(match[1]);
      return resolved;
    },
  });
  const { TerminalRoom } = await import('#server/terminal/testing/terminal-room.ts');
  const room = new TerminalRoom();
  const { connection } = room.open();
  room.backend.stream.output('42');
  room.backend.stream.exit(0);
  console.log(JSON.stringify({ output: connection.output, code: connection.closed.code, packages: [...packages] }));
`;

test('a whole session runs without ws, SockJS or Kubernetes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(JSON.parse(stdout)).toEqual({ output: '42', code: 1, packages: [] });
});
