import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../support/fixtures.ts';

const root = join(import.meta.dirname, '..', '..');

/** Two terminals with an unknown renderer: each shows what is typed into it. */
const FOREIGN_PAGE = `
  <section data-podshell-terminal="left"><textarea></textarea></section>
  <section data-podshell-terminal="right"><textarea>$ </textarea></section>
  <script>
    const handles = [...document.querySelectorAll('section')].map((section) => ({
      id: section.dataset.podshellTerminal,
      namespace: 'team-a', pod: 'debian', container: 'main', exitCode: null, failure: null, state: 'ready',
      text: () => section.firstChild.value.trimEnd(),
      close() { this.state = 'exited'; this.exitCode = 129; },
    }));
    window.podshell = { terminals: () => handles };
  </script>
`;

test('works with any renderer, and selects a terminal by its id', async ({ page, podShell }) => {
  await page.setContent(FOREIGN_PAGE);
  const [left, right] = [podShell.at({ id: 'left' }), podShell.at({ id: 'right' })];
  await right.waitForPrompt();
  await left.type('one');
  await right.type('two');
  await left.waitForText('one');
  await right.waitForText('two');
  expect(await left.text()).toBe('one');
  expect(await podShell.at().text()).toBe('one');
  expect((await podShell.terminals()).map(({ id }) => id)).toEqual(['left', 'right']);
  await right.close();
  expect(await right.exitCode()).toBe(129);
  expect(await left.state()).toBe('ready');
});

test('the example in docs/testing.md runs with a copy of this folder', async ({ server }) => {
  test.setTimeout(120_000);
  const guide = await readFile(join(root, 'docs', 'testing.md'), 'utf8');
  const example = /<!-- kit -->\n```ts\n([\s\S]*?)```\n<!-- \/kit -->/.exec(guide)?.[1];
  expect(example).toContain("from './kit/index.ts'");
  const project = await mkdtemp(join(tmpdir(), 'podshell-kit-'));
  try {
    const isTest = (path: string) => /\.(spec|test)\.ts$/.test(basename(path));
    await cp(import.meta.dirname, join(project, 'tests', 'kit'), {
      recursive: true,
      filter: (path) => !isTest(path),
    });
    await mkdir(join(project, 'node_modules'));
    await symlink(join(root, 'node_modules', '@playwright'), join(project, 'node_modules', '@playwright'));
    await writeFile(join(project, 'tests', 'example.spec.ts'), example ?? '');
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    const { launchOptions } = test.info().project.use;
    const config = { testDir: 'tests', use: { baseURL: server.url, launchOptions } };
    await writeFile(join(project, 'playwright.config.js'), `export default ${JSON.stringify(config)};`);
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'test', '--reporter=line'], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test' },
    });
    expect(stdout).toMatch(/\b1 passed/);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
});
