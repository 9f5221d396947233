import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_FLAGS } from '../server-engine.ts';
import { readDockerfile } from './dockerfile.ts';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'deploy', 'Dockerfile'), 'utf8');
const config = readDockerfile(text);
const lastStage = text.slice(text.lastIndexOf('\nFROM '));

test('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(config.args.VERSION).toBe(version);
});

test('the last stage starts from a base with its digest, and needs neither a shell nor root', () => {
  expect(lastStage).toMatch(/^\nFROM \$\{BASE_IMAGE\}@\$\{BASE_DIGEST\}\n/);
  expect(lastStage).not.toMatch(/^(RUN|CMD|SHELL|ADD|VOLUME) /m);
  expect(config.user).toBe('65532:65532');
  expect(config.entrypoint).toEqual(['node', ...SERVER_FLAGS, '/app/server/main.mjs']);
  expect(config.healthcheck).toEqual(['node', '/app/healthcheck.mjs']);
});

test('the state is below a volume, which root owns', () => {
  expect(config.env).toMatchObject({ PODSHELL_STATE_DIR: '/var/lib/podshell/state', NODE_ENV: 'production' });
});

test('a Dockerfile without an entrypoint in exec form is refused', () => {
  expect(() => readDockerfile(text.replace(/^ENTRYPOINT .*$/m, 'ENTRYPOINT node server/main.mjs'))).toThrow(
    'ENTRYPOINT',
  );
});
