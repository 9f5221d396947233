import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { INTERRUPTIBLE } from '../support/interruptible.ts';
import { closeUnasked, expectAsksToLeave, stayOnClose } from '../support/leaving.ts';

for (const pod of ['debian', 'busybox']) {
  test(`closing the page of ${pod} asks while a command runs, and not at the prompt`, async ({
    openShell,
    page,
  }) => {
    const shell = await openShell({ pod });
    await shell.waitForPrompt();
    await shell.type('sleep 1000');
    await shell.waitForText('sleep 1000');
    await expectAsksToLeave(page, false);
    await shell.type('\n');
    await expectAsksToLeave(page, true);
    expect((await stayOnClose(page)).type()).toBe('beforeunload');
    await shell.press('Control+c');
    await expectAsksToLeave(page, false);
    expect((await shell.run('echo sti""ll here')).output).toBe('still here');
    await expectAsksToLeave(page, false);
    await closeUnasked(page);
  });
}

test('a program on the alternate screen runs, and a shell that has ended does not', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type("printf '\\033[?1049h$ '; read -r line; printf '\\033[?1049l'\n");
  await expectAsksToLeave(page, true);
  await shell.type('\n');
  await expectAsksToLeave(page, false);
  await shell.type("printf 'almost '; read -r line; exit\n");
  await expectAsksToLeave(page, true);
  await shell.type('\n');
  await shell.waitForState('exited');
  await expectAsksToLeave(page, false);
});

test('a listener is there only while a command runs', async ({ openShell, page }) => {
  await page.addInitScript(() => {
    const counted = window as Window & { leaveListeners?: number };
    counted.leaveListeners = 0;
    const count = (by: number, original: typeof window.addEventListener) =>
      ((type: string, ...rest: [EventListener]) => {
        if (type === 'beforeunload') counted.leaveListeners = (counted.leaveListeners ?? 0) + by;
        original.call(window, type, ...rest);
      }) as typeof window.addEventListener;
    window.addEventListener = count(1, window.addEventListener);
    window.removeEventListener = count(-1, window.removeEventListener);
  });
  const listeners = (on: Page) =>
    on.evaluate(() => (window as Window & { leaveListeners?: number }).leaveListeners);
  const shell = await openShell({ pod: 'debian' });
  await shell.run('true');
  await expect.poll(() => listeners(page)).toBe(0);
  await shell.type(`${INTERRUPTIBLE.command}\n`);
  await shell.waitForText(INTERRUPTIBLE.output);
  await expect.poll(() => listeners(page)).toBe(1);
  await shell.press('Control+c');
  await expect.poll(() => listeners(page)).toBe(0);
});
