import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { filesOf, packProgram, unpackOnce } from './program-archive.mjs';

const part = fc.stringMatching(/^[a-z0-9%[\]_@.-]{1,40}$/).filter((text) => !/^\.+$/.test(text));
const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
const files = fc.uniqueArray(fc.tuple(path, fc.uint8Array({ maxLength: 1200 })), {
  selector: ([name]) => name,
});

function archiveOf(...entries: readonly (readonly [string, string])[]): Uint8Array {
  return packProgram(entries.map(([name, text]) => [name, Buffer.from(text)] as const));
}

test('what is packed is unpacked: any paths, any contents', () => {
  fc.assert(
    fc.property(files, (entries) => {
      const read = [...filesOf(packProgram(entries))].map(([name, content]) => [
        name,
        Uint8Array.from(content),
      ]);
      expect(read).toEqual(entries);
    }),
  );
});

test('a broken archive gives its own error, and nothing outside of its folder', () => {
  const tar = gunzipSync(archiveOf(['cli/main.js', 'x'.repeat(600)], ['package.json', '{}']));
  fc.assert(
    fc.property(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(tar);
      changed[at] = (changed[at] ?? 0) ^ change;
      try {
        for (const [name] of filesOf(gzipSync(changed))) expect(name).toMatch(/^[^/]/);
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringContaining('install Podshell again') });
      }
    }),
  );
  expect(() => [...filesOf(Buffer.from('no gzip'))]).toThrow('install Podshell again');
  for (const name of ['../up', '/etc/passwd', 'a/../../b', 'a//b'])
    expect(() => [...filesOf(archiveOf([name, '']))]).toThrow('install Podshell again');
});

test('a path that tar cannot hold is refused when it is packed', () => {
  expect(() => archiveOf([`${'a'.repeat(101)}`, ''])).toThrow('too long');
  expect(() => archiveOf([`${'a/'.repeat(150)}b`, ''])).toThrow('too long');
});

describe('unpacking', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podshell-archive-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('any tar reads it', () => {
    const name = `${'deep/'.repeat(25)}file.js`;
    writeFileSync(join(folder, 'a.tar.gz'), archiveOf(['a.js', 'one'], [name, 'two']));
    execFileSync('tar', ['-xzf', 'a.tar.gz'], { cwd: folder });
    expect([readFileSync(join(folder, 'a.js'), 'utf8'), readFileSync(join(folder, name), 'utf8')]).toEqual([
      'one',
      'two',
    ]);
  });

  test('happens once, into the first folder that can be written', () => {
    const read = vi.fn(() => archiveOf(['a.js', 'one']));
    const folders = ['/dev/null/nowhere', join(folder, 'cache', 'program')];
    for (let start = 0; start < 2; start += 1) expect(unpackOnce(read, folders)).toBe(folders[1]);
    expect(read).toHaveBeenCalledOnce();
    expect(readdirSync(join(folder, 'cache'))).toEqual(['program']);
  });

  test('uses what another start has unpacked meanwhile, and leaves nothing of its own', () => {
    const target = join(folder, 'program');
    const read = () => {
      mkdirSync(target);
      writeFileSync(join(target, 'theirs.js'), '');
      return archiveOf(['a.js', 'one']);
    };
    expect(unpackOnce(read, [target])).toBe(target);
    expect(readdirSync(folder)).toEqual(['program']);
    expect(readdirSync(target)).toEqual(['theirs.js']);
  });

  test('of a broken archive leaves nothing', () => {
    const broken = Buffer.from(gunzipSync(archiveOf(['a.js', 'one'], ['b.js', 'two'])));
    broken[1024] = 0x2f;
    expect(() => unpackOnce(() => gzipSync(broken), [join(folder, 'program')])).toThrow(
      'install Podshell again',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});
