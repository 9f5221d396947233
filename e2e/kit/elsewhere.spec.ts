import { snippet } from '#scripts/snippet.ts';
import { expect, test } from '../support/fixtures.ts';

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

test('the script in docs/testing.md reads a shell without this package', async ({ page, server }) => {
  await page.goto(`${server.url}/shell/team-a/debian`);
  const script = snippet('docs/testing.md', 'automation');
  expect(await page.evaluate(`(async () => { ${script} })()`)).toMatch(/[$#]$/);
});
