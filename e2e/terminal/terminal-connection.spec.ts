import { inEachLook, violations } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

test('the connection info shows the transport and the typing latency', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const info = page.getByRole('dialog', { name: 'Connection' });
  await page.getByRole('button', { name: 'Connected' }).click();
  await expect(info).toContainText('websocket');
  await expect(info).toContainText('Not measured');
  await page.keyboard.press('Escape');
  await shell.run('echo measured');
  await page.getByRole('button', { name: 'Connected' }).click();
  await expect(info).toContainText(/\(median\)\s*\d+ ms/);
  await expect(info).toContainText(/over the last (key|\d+ keys)/);
  await inEachLook(page, async ({ width }) => {
    expect(await violations(page)).toEqual([]);
    const box = await info.boundingBox();
    expect((box?.x ?? -1) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });
});

test('a server that answers no key is called not responding, and connected when it does', async ({
  openShell,
  page,
  server,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('true');
  // Silence alone is no reason: the program shows nothing.
  await shell.type('read -rs unseen\n');
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  server.freeze();
  try {
    await page.keyboard.type('a');
    await expect(page.getByText('Not responding', { exact: true })).toBeVisible();
  } finally {
    server.thaw();
  }
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await page.keyboard.type('b\n');
  expect((await shell.run('echo "[$unseen]"')).output).toBe('[ab]');
});
