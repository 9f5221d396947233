import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type KubeconfigSource, watchKubeconfig } from './kubeconfig-source.ts';
import { loadKubeconfig } from './load-kubeconfig.ts';

let folder: string;
let source: KubeconfigSource | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-kubeconfig-'));
});
afterEach(async () => {
  source?.dispose();
  await rm(folder, { recursive: true });
});

function textFor(...names: readonly string[]): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://c.example' } }],
    contexts: names.map((name) => ({ name, context: { cluster: 'c' } })),
  });
}

/** Watches `files`, which must exist. */
function watch(...files: readonly string[]): KubeconfigSource {
  const env = { KUBECONFIG: files.join(':') };
  const first = loadKubeconfig(env);
  if (first.kind !== 'loaded') throw new Error(first.message);
  source = watchKubeconfig({
    env,
    first: first.kubeconfig,
    clock: systemClock,
    logger: new RecordingLogger(),
  });
  return source;
}

async function namesOf(watched: KubeconfigSource): Promise<string[]> {
  await watched.check();
  return watched.current.contexts.map(({ name }) => name);
}

function nextChange(watched: KubeconfigSource): Promise<void> {
  return new Promise((resolve) => watched.onChange(resolve));
}

test('an edited file is read again by the next request', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  expect(await namesOf(watched)).toEqual(['one']);
  await writeFile(file, textFor('one', 'two'));
  expect(await namesOf(watched)).toEqual(['one', 'two']);
  await writeFile(file, textFor('two'));
  expect(await namesOf(watched)).toEqual(['two']);
});

test('so is a file that a rename replaced', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  expect(await namesOf(watched)).toEqual(['one']);
  await writeFile(`${file}.new`, textFor('two'));
  await rename(`${file}.new`, file);
  expect(await namesOf(watched)).toEqual(['two']);
});

test('so is one behind a symbolic link that is swapped, as in mounted secrets', async () => {
  for (const version of ['one', 'two']) {
    await mkdir(join(folder, `..${version}`));
    await writeFile(join(folder, `..${version}`, 'config'), textFor(version));
  }
  await symlink('..one', join(folder, '..data'));
  await symlink(join('..data', 'config'), join(folder, 'config'));
  const watched = watch(join(folder, 'config'));
  expect(await namesOf(watched)).toEqual(['one']);
  await symlink('..two', join(folder, '..new'));
  await rename(join(folder, '..new'), join(folder, '..data'));
  expect(await namesOf(watched)).toEqual(['two']);
});

test('a change is noticed without a request', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  const changed = nextChange(watched);
  await writeFile(file, textFor('two'));
  await changed;
  expect(watched.current.contexts.map(({ name }) => name)).toEqual(['two']);
});

test('a listener is not called when the files still say the same', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  let changes = 0;
  watched.onChange(() => {
    changes += 1;
  });
  await writeFile(file, `${textFor('one')}\n`);
  await watched.reload();
  expect(changes).toBe(0);
});

test('while a file is half written, the last good one stays in use', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  await writeFile(file, textFor('two').slice(0, 40));
  expect(await namesOf(watched)).toEqual(['one']);
  await writeFile(file, textFor('two'));
  expect(await namesOf(watched)).toEqual(['two']);
});

test('a removed file takes its contexts along, but not within the moment in which an editor replaces it', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  await writeFile(first, textFor('one'));
  await writeFile(second, textFor('two'));
  const watched = watch(first, second);
  expect(await namesOf(watched)).toEqual(['one', 'two']);
  const changed = nextChange(watched);
  await unlink(first);
  expect(await namesOf(watched)).toEqual(['one', 'two']);
  await changed;
  expect(await namesOf(watched)).toEqual(['two']);
});

test('without any file, no context is left', async () => {
  const file = join(folder, 'config');
  await writeFile(file, textFor('one'));
  const watched = watch(file);
  expect(await namesOf(watched)).toEqual(['one']);
  const changed = nextChange(watched);
  await unlink(file);
  await changed;
  expect(await namesOf(watched)).toEqual([]);
});
