/**
 * The one file in which the npm package holds its program: npm writes thousands of small files many times slower than a
 * program does. It is a tar file (POSIX ustar) in gzip, which any tool lists and unpacks. This file is plain JavaScript, for
 * whatever release of Node starts the command.
 */

import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const BLOCK = 512;
const CHECKSUM = { at: 148, length: 8 };

/**
 * @param {Iterable<readonly [string, Uint8Array]>} files contents by path, with slashes
 * @throws RangeError for a path that is too long
 */
export function packProgram(files) {
  const blocks = [];
  for (const [path, content] of files) {
    blocks.push(headerOf(path, content.length), content, Buffer.alloc(-content.length & (BLOCK - 1)));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}

/**
 * The files of an archive, by path.
 * @param {Uint8Array} archive
 * @returns {Generator<[string, Buffer]>}
 * @throws Error for one that is broken, or that would write elsewhere than into its folder
 */
export function* filesOf(archive) {
  const tar = unzipped(archive);
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const text = (/** @type {number} */ from, /** @type {number} */ length) =>
      tar.toString('utf8', at + from, at + from + length).split('\0')[0] ?? '';
    const header = tar.subarray(at, at + BLOCK);
    if (parseInt(text(CHECKSUM.at, CHECKSUM.length), 8) !== checksumOf(header)) throw broken();
    const prefix = text(345, 155);
    const path = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
    const size = parseInt(text(124, 12), 8);
    const start = at + BLOCK;
    if (start + size > tar.length || path.split('/').some((part) => part === '' || part === '..'))
      throw broken();
    yield [path, tar.subarray(start, start + size)];
    at = start + size + (-size & (BLOCK - 1));
  }
}

/**
 * Unpacks an archive into the first of these folders that can be written, unless it is in one already. The folder appears
 * as a whole, so that several that start at once, or one that was ended, leave no half of a program.
 * @param {() => Uint8Array} readArchive
 * @param {readonly string[]} folders
 * @returns {string} the folder
 * @throws the reason why the last of them could not be written
 */
export function unpackOnce(readArchive, folders) {
  const there = folders.find((folder) => existsSync(folder));
  if (there !== undefined) return there;
  const archive = readArchive();
  /** @type {unknown} */
  let reason;
  for (const folder of folders) {
    const unfinished = `${folder}.${randomBytes(6).toString('hex')}`;
    try {
      mkdirSync(dirname(folder), { recursive: true });
      write(archive, unfinished);
      renameSync(unfinished, folder);
      return folder;
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      // Another one was faster.
      if (existsSync(folder)) return folder;
      reason = error;
    }
  }
  throw reason;
}

/** @param {Uint8Array} archive @param {string} folder */
function write(archive, folder) {
  const made = new Set();
  for (const [path, content] of filesOf(archive)) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, content);
  }
}

/** @param {string} path @param {number} size */
function headerOf(path, size) {
  const header = Buffer.alloc(BLOCK);
  const cut = Buffer.byteLength(path) <= 100 ? 0 : path.indexOf('/', path.length - 101) + 1;
  const [prefix, name] = [path.slice(0, Math.max(0, cut - 1)), path.slice(cut)];
  if (Buffer.byteLength(name) > 100 || Buffer.byteLength(prefix) > 155 || name === '') {
    throw new RangeError(`This path is too long for an archive: ${path}`);
  }
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, CHECKSUM.at);
  return header;
}

/** The sum of the bytes of a header, in which the sum itself counts as spaces. @param {Uint8Array} header */
function checksumOf(header) {
  return header.reduce((sum, byte, at) => {
    const isOwn = at >= CHECKSUM.at && at < CHECKSUM.at + CHECKSUM.length;
    return sum + (isOwn ? 0x20 : byte);
  }, 0);
}

/** @param {Uint8Array} archive */
function unzipped(archive) {
  try {
    return gunzipSync(archive);
  } catch {
    throw broken();
  }
}

function broken() {
  return new Error('The archive with the program is broken: install Podshell again.');
}
