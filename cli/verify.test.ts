import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSigner } from '#server/recording/cast/signing.ts';
import { newKeyPem, newWriter } from '#server/recording/testing/cast-fixture.ts';
import { VERIFY_USAGE, verifyFiles } from './verify.ts';

let folder: string;
let lines: string[];
const output = { log: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
const pem = newKeyPem();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-verify-'));
  lines = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function recording(isSigned: boolean): { readonly bytes: Buffer; readonly hash: string } {
  const { writer } = newWriter(isSigned ? createSigner(pem) : undefined);
  writer.output(Buffer.from('hello\r\n'));
  const { bytes } = writer.end('process-exited', 0);
  return { bytes: Buffer.from(bytes), hash: writer.position.hash };
}

test('a whole recording is said to be one, with its hash', async () => {
  const { bytes, hash } = recording(false);
  const path = await file('a.cast', bytes);
  expect(await verifyFiles([path, '--head', hash], output)).toBe(0);
  expect(lines).toEqual([
    `${path}: as recorded: 7 bytes of output in 1 chunk, nothing missing, ended by process-exited, not signed, hash ${hash}`,
  ]);
});

test('a signature is checked against the public key', async () => {
  const path = await file('a.cast', recording(true).bytes);
  const own = await file('own.pem', createPublicKey(pem).export({ type: 'spki', format: 'pem' }));
  const other = await file('other.pem', newKeyPem());
  expect(await verifyFiles([path, '--key', own], output)).toBe(0);
  expect(lines.at(-1)).toContain('signed with the given key');
  expect(await verifyFiles([path, '--key', other], output)).toBe(1);
  expect(lines.at(-1)).toContain('It is signed with another key.');
  expect(await verifyFiles([path], output)).toBe(0);
  expect(lines.at(-1)).toContain('which you have not checked (--key)');
});

test('a change is told with file, lines, chunk, bytes and offset', async () => {
  const changed = Buffer.from(recording(false).bytes.toString().replace('hello', 'jello'));
  const path = await file('a.cast', changed);
  const whole = await file('b.cast', recording(false).bytes);
  expect(await verifyFiles([path, whole], output)).toBe(1);
  expect(lines[0]).toMatch(
    /a\.cast: lines 1 to 4, chunk 0, bytes 0 to \d+, output from byte 0: Chunk 0 is not what was recorded/,
  );
  expect(lines[1]).toContain('b.cast: as recorded');
});

test('a recording that was made anew does not have the hash of the audit log', async () => {
  const path = await file('a.cast', recording(false).bytes);
  expect(await verifyFiles([path, '--head', '0'.repeat(64)], output)).toBe(1);
  expect(lines[0]).toContain('not with that of the audit log');
});

test.each<[string, string, string]>([
  ['an encrypted file', 'age-encryption.org/v1\n-> X25519 abc\n', 'encrypted. Decrypt it first'],
  [
    "another program's recording",
    '{"version":3,"term":{"cols":80,"rows":24}}\n',
    'not a recording of Podshell',
  ],
])('%s cannot be checked', async (_, text, message) => {
  const path = await file('a.cast', text);
  expect(await verifyFiles([path], output)).toBe(2);
  expect(lines).toEqual([expect.stringContaining(message)]);
});

test.each<[string[], string]>([
  [[], 'Name a recording.'],
  [['--kye', 'x'], 'podshell verify --help'],
  [['/does/not/exist.cast'], "can't be read (ENOENT)"],
  [['a', '--head', 'x'], '64 hexadecimal digits'],
  [['a', '--key', '/does/not/exist.pem'], 'ENOENT'],
])('%j is refused', async (args, message) => {
  expect(await verifyFiles(args, output)).toBe(2);
  expect(lines).toEqual([expect.stringContaining(message)]);
});

test('the command runs without a server', async () => {
  const path = await file('a.cast', recording(true).bytes);
  const main = join(import.meta.dirname, 'main.ts');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [main, 'verify', ...args], { encoding: 'utf8' });
  expect(run(path)).toMatchObject({ status: 0, stdout: expect.stringContaining('as recorded') });
  expect(run('--help')).toMatchObject({ status: 0, stdout: `${VERIFY_USAGE}\n` });
});
