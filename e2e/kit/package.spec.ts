/** The npm package, as its README installs and uses it in an empty folder. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packPlaywright } from '#scripts/packaging/pack-playwright.ts';
import { snippet } from '#scripts/snippet.ts';
import { expect, test } from '../support/fixtures.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');

/** What a project that type-checks its tests may set. */
const TYPES = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
  },
  include: ['tests'],
};

/** The kinds of projects that Node and TypeScript tell apart; `node16` lets no CommonJS file require an ES module. */
const KINDS = [
  { type: 'module', module: 'nodenext', moduleResolution: 'nodenext' },
  { type: 'module', module: 'preserve', moduleResolution: 'bundler' },
  { type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
] as const;

let project: string;
test.beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'podshell-package-'));
});
test.afterEach(async () => {
  await rm(project, { recursive: true, force: true });
});

/** Runs a line of a shell in the project, as a user without this repository would. */
async function run(line: string): Promise<string> {
  const path = [join(project, 'node_modules', '.bin'), join(modules, '.bin'), process.env.PATH].join(':');
  const env = { PATH: path, HOME: process.env.HOME, npm_config_offline: 'true', npm_config_audit: 'false' };
  return (await promisify(execFile)('sh', ['-c', line], { cwd: project, env: { ...env, NODE_ENV: 'test' } }))
    .stdout;
}

/** A project with this repository's Playwright in place of one from the registry. */
async function createProject(baseURL: string): Promise<void> {
  const local = (name: string) => [name, `file:${join(modules, name)}`];
  const devDependencies = Object.fromEntries(['@playwright/test', '@types/node'].map(local));
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', devDependencies }));
  const { launchOptions } = test.info().project.use;
  const config = { testDir: 'tests', use: { baseURL, launchOptions } };
  await writeFile(join(project, 'playwright.config.js'), `export default ${JSON.stringify(config)};`);
  await mkdir(join(project, 'tests'));
  await writeFile(
    join(project, 'tests', 'example.spec.ts'),
    snippet('packages/playwright/README.md', 'example'),
  );
}

test('the package installs into an empty folder, and the example of its README runs', async ({ server }) => {
  test.setTimeout(120_000);
  await createProject(server.url);
  await packPlaywright(project);
  await run(snippet('packages/playwright/README.md', 'install'));
  expect(await run('playwright test --reporter=line')).toMatch(/\b1 passed/);

  await writeFile(
    join(project, 'tests', 'options.spec.ts'),
    snippet('packages/playwright/README.md', 'options'),
  );
  for (const { type, ...modules } of KINDS) {
    const compilerOptions = { ...TYPES.compilerOptions, ...modules };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ ...TYPES, compilerOptions }));
    await run(`npm pkg set type=${type} && tsc --project .`);
  }
  // As in the first releases of Node 20, where `require` takes no ES module.
  const loaded = `node --no-experimental-require-module -p "typeof require('playwright-podshell').test"`;
  expect(await run(loaded)).toBe('function\n');
});
