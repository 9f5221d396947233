/** Where users are asked why they open a shell (PODSHELL_REASON). */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from '../support/accessibility.ts';
import { test as base, expect } from '../support/fixtures.ts';
import { PodshellServer } from '../support/podshell-server.ts';

const test = base.extend<object, { readonly auditFile: string }>({
  auditFile: [
    async ({ browserName: _anyBrowser }, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'podshell-reason-'));
      await use(join(directory, 'audit.log'));
      await rm(directory, { recursive: true });
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ auditFile, cluster }, use) => {
      const env = { PODSHELL_REASON: 'required:team-a,optional', PODSHELL_AUDIT: auditFile };
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

/** The reasons in the lines of an event, in order; undefined for a line without one. */
async function reasonsOf(file: string, event: string): Promise<readonly unknown[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.includes(`"${event}"`));
  return lines.map((line) => JSON.parse(line).reason);
}

test('a shell that needs a reason asks for it once, and the next shell asks anew', async ({
  auditFile,
  page,
  podShell,
}) => {
  const shell = await podShell.visit({ namespace: 'team-a', pod: 'debian' });
  await expect(page.getByRole('heading', { name: 'Why are you opening this shell?' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await expect(page.getByText('Waiting for a reason')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type('INC-1: queue is stuck\n');
  await shell.waitForPrompt();
  await shell.type('exit\n');
  await shell.waitForState('exited');
  await page.keyboard.press('Enter');
  await shell.waitForPrompt();
  expect(await reasonsOf(auditFile, 'shell-opened')).toEqual(Array(2).fill('INC-1: queue is stuck'));
  expect(await reasonsOf(auditFile, 'shell-refused')).toEqual([]);

  const other = await podShell.visit({ namespace: 'team-a', pod: 'busybox' });
  await other.waitForState('failed');
  expect(await other.failure()).toMatchObject({ code: 'reason-required' });
});

test('the kit gives a reason, and a page may give none where it is optional', async ({
  auditFile,
  page,
  podShell,
}) => {
  await podShell.open({ namespace: 'team-a', pod: 'busybox' }, { reason: 'a test' });
  expect((await reasonsOf(auditFile, 'shell-opened')).at(-1)).toBe('a test');
  const shell = await podShell.visit({ namespace: 'team-b', pod: 'debian' });
  await page.getByRole('button', { name: 'Open without a reason' }).click();
  await shell.waitForPrompt();
  expect((await reasonsOf(auditFile, 'shell-opened')).at(-1)).toBeUndefined();
});
