import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDockerfile } from './image-check/dockerfile.ts';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './server-engine.ts';

const textOf = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', ...path), 'utf8');
const { start } = JSON.parse(textOf('package.json')).scripts as { start: string };

test('npm start has the flags', () => {
  expect(start).toContain(` ${SERVER_FLAGS.join(' ')} server/main.mjs`);
});

/** What the command of `npm start` sets, with another program in the place of Node. */
function settingUnder(env: Readonly<Record<string, string>>): string {
  const command = start.replace(/ node .*/, ' sh -c \'printf %s "$GLIBC_TUNABLES"\'');
  expect(command).not.toBe(start);
  return spawnSync('sh', ['-c', command], {
    env: { ...process.env, GLIBC_TUNABLES: undefined, ...env },
    encoding: 'utf8',
  }).stdout;
}

test('npm start has the environment, unless the user has set it', () => {
  expect(settingUnder({})).toBe(SERVER_ENVIRONMENT.GLIBC_TUNABLES);
  expect(settingUnder({ GLIBC_TUNABLES: 'glibc.malloc.arena_max=1' })).toBe('glibc.malloc.arena_max=1');
  expect(settingUnder({ GLIBC_TUNABLES: '' })).toBe('');
});

test('the image has both', () => {
  const { env, entrypoint } = readDockerfile(textOf('deploy', 'Dockerfile'));
  expect(env).toMatchObject(SERVER_ENVIRONMENT);
  expect(entrypoint.slice(1, -1)).toEqual(SERVER_FLAGS);
});

test('the launcher of the npm package has the flags', () => {
  const launcher = textOf('cli', 'podshell.mjs');
  for (const flag of SERVER_FLAGS) expect(launcher).toContain(`'${flag}'`);
});
