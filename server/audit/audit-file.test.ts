import { mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuditFile } from './audit-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-audit-file-'));
  path = join(folder, 'audit.log');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A disk that becomes full after so many bytes of the next write. */
async function fullAfter(bytes: number) {
  const probe = await open(path, 'a');
  const prototype = Object.getPrototypeOf(probe);
  await probe.close();
  const write = prototype.write;
  vi.spyOn(prototype, 'write')
    .mockImplementationOnce(function (this: unknown, lines: unknown, from: unknown) {
      return write.call(this, (lines as Buffer).subarray(0, bytes), from);
    })
    .mockImplementationOnce(() => Promise.reject(new Error('ENOSPC')));
}

test('a line that was written in part is completed', async () => {
  const file = await AuditFile.open(path);
  await fullAfter(4);
  const lines = Buffer.from('first\nsecond\n');
  await expect(file.append(lines)).rejects.toThrow('ENOSPC');
  expect(await readFile(path, 'utf8')).toBe('firs');
  await file.append(lines);
  expect(await readFile(path, 'utf8')).toBe('first\nsecond\n');
  await file.close();
});

test('after a rotation the line goes whole into the new file', async () => {
  const file = await AuditFile.open(path);
  await fullAfter(9);
  const lines = Buffer.from('first\nsecond\n');
  await expect(file.append(lines)).rejects.toThrow('ENOSPC');
  await rename(path, `${path}.1`);
  await file.reopen();
  await file.append(lines);
  expect(await readFile(`${path}.1`, 'utf8')).toBe('first\nsec');
  expect(await readFile(path, 'utf8')).toBe('second\n');
  await file.close();
});
