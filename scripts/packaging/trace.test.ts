import { expect, test } from 'vitest';
import { isLeftOut } from './trace.ts';

test.each([
  ['node_modules/next/dist/server/next.js', true],
  ['node_modules/supports-color/index.js', true],
  ['dist/.packing/js/server/run-server.js', true],
  ['.next/podshell/run-server.mjs', false],
  ['node_modules/next/dist/server/lib/server-ipc/utils.js', false],
  ['node_modules/ws/index.js', false],
])('%s is left out: %s', (path, isOut) => {
  expect(isLeftOut(path)).toBe(isOut);
});
