import type { BrowserContext, Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { expect, test } from '../support/fixtures.ts';
import { placeOf } from '../support/place-of.ts';

/** Prints a line whose text has an address behind it (OSC 8). */
async function printLink(shell: PodShell, address: string, text: string): Promise<void> {
  await shell.run(`printf '\\033]8;;${address}\\033\\\\${text}\\033]8;;\\033\\\\\\n'`);
}

/** The web, as far as a test needs it. */
async function answerFor(context: BrowserContext, site: string): Promise<void> {
  await context.route(`${site}/**`, (route) => route.fulfill({ body: 'there', contentType: 'text/plain' }));
}

async function clickOn(page: Page, shell: PodShell, word: string, modifier?: 'Control'): Promise<void> {
  const at = await placeOf(shell, word);
  await page.mouse.move(at.x, at.y);
  if (modifier !== undefined) await page.keyboard.down(modifier);
  await page.mouse.click(at.x, at.y);
  if (modifier !== undefined) await page.keyboard.up(modifier);
}

test('a link behind text shows its target, and opens with Ctrl+click or after a question', async ({
  context,
  openShell,
  page,
}) => {
  await answerFor(context, 'https://example.com');
  const shell = await openShell({ pod: 'debian' });
  await printLink(shell, 'https://example.com/hidden', 'harmless');
  const at = await placeOf(shell, 'harmless');
  await page.mouse.move(at.x, at.y);
  await expect(page.getByText('Ctrl+click to open example.com')).toBeVisible();
  await expect(page.getByText('https://example.com/hidden', { exact: true })).toBeVisible();

  const opened = context.waitForEvent('page');
  await clickOn(page, shell, 'harmless', 'Control');
  await (await opened).waitForURL('https://example.com/hidden');
  await (await opened).close();

  await clickOn(page, shell, 'harmless');
  await expect(page.getByText('Open example.com?')).toBeVisible();
  const openedAfter = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await (await openedAfter).waitForURL('https://example.com/hidden');
});

test('a link to Podshell itself, or with a name before the host, is blocked', async ({
  context,
  openShell,
  page,
  server,
}) => {
  const shell = await openShell({ pod: 'debian' });
  let pages = 0;
  context.on('page', () => {
    pages += 1;
  });
  for (const [address, text] of [
    [`${server.url}/api/pod/debian/shell`, 'ours'],
    ['https://example.com@evil.example/', 'disguised'],
  ] as const) {
    await printLink(shell, address, text);
    await clickOn(page, shell, text, 'Control');
    await clickOn(page, shell, text);
    await expect(page.getByText('Link blocked.')).toBeVisible();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  }
  expect(pages).toBe(0);
});

test('an address in output ends before Chinese punctuation and keeps its brackets', async ({
  context,
  openShell,
  page,
}) => {
  await answerFor(context, 'https://example.com');
  const shell = await openShell({ pod: 'debian' });
  await shell.run("printf '%s\\n' 'https://example.com/Foo_(bar)。next'");
  const opened = context.waitForEvent('page');
  await clickOn(page, shell, 'https://example.com/Foo');
  await (await opened).waitForURL('https://example.com/Foo_(bar)');
});
