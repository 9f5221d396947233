import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './server-engine.ts';

const root = join(import.meta.dirname, '..');
const variables = Object.entries(SERVER_ENVIRONMENT);

test('npm start has the flags and the environment', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  for (const flag of SERVER_FLAGS) expect(scripts.start).toContain(` ${flag} `);
  for (const [name, value] of variables) expect(scripts.start).toContain(`${name}=${value} exec `);
});

test('the image has them', () => {
  const dockerfile = readFileSync(join(root, 'deploy', 'Dockerfile'), 'utf8');
  for (const flag of SERVER_FLAGS) expect(dockerfile).toContain(`"${flag}"`);
  for (const [name, value] of variables) expect(dockerfile).toContain(`${name}=${value} `);
});

test('the launcher of the npm package has them', () => {
  const launcher = readFileSync(join(root, 'cli', 'podshell.mjs'), 'utf8');
  for (const flag of SERVER_FLAGS) expect(launcher).toContain(`'${flag}'`);
  for (const [name, value] of variables) expect(launcher).toContain(`${name}: '${value}'`);
});
