import { chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuseStateDirectory } from './state-directory-access.ts';

const uid = process.getuid?.() ?? 0;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'podshell-state-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a private directory, one that others may read, and a missing one are used', () => {
  expect(refuseStateDirectory(directory, uid)).toBeUndefined();
  chmodSync(directory, 0o755);
  expect(refuseStateDirectory(directory, uid)).toBeUndefined();
  expect(refuseStateDirectory(join(directory, 'missing'), uid)).toBeUndefined();
});

test('the refusal has cause, next step and code', () => {
  chmodSync(directory, 0o777);
  expect(refuseStateDirectory(directory, uid)).toBe(
    `Podshell does not use the state directory ${directory}: every user may write to it. Set PODSHELL_STATE_DIR to a directory that only user ${uid} owns and can write to, for instance after "chmod 700" and "chown ${uid}". (state-directory-unsafe)`,
  );
});

test.each([
  [0o770, /: group \d+ may write to it\./],
  [0o720, /: group \d+ may write to it\./],
  [0o702, /: every user may write to it\./],
  [0o1777, /: every user may write to it\./],
])('mode %o is refused', (mode, cause) => {
  chmodSync(directory, mode);
  expect(refuseStateDirectory(directory, uid)).toMatch(cause);
});

test('a directory of another user is refused', () => {
  expect(refuseStateDirectory(directory, uid + 1)).toContain(`: user ${uid} owns it.`);
});

test('a file is refused', () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  expect(refuseStateDirectory(file, uid)).toContain(': it is not a directory.');
});

test('a link is judged by its target', () => {
  const link = join(directory, 'link');
  symlinkSync(directory, link);
  expect(refuseStateDirectory(link, uid)).toBeUndefined();
  chmodSync(directory, 0o777);
  expect(refuseStateDirectory(link, uid)).toContain(': every user may write to it.');
});

test.skipIf(uid !== 0)("another user's directory is refused, even behind our own link", () => {
  const link = join(directory, 'link');
  symlinkSync(directory, link);
  chownSync(directory, 1, 1);
  expect(refuseStateDirectory(link, uid)).toContain(': user 1 owns it.');
  expect(refuseStateDirectory(directory, uid)).toContain(': user 1 owns it.');
});
