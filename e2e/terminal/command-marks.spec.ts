import { expect, test } from '../support/fixtures.ts';

const command = (name: string) => ({ name });

test('each prompt shows how its command went, and one can go from prompt to prompt', async ({
  openShell,
}) => {
  const shell = await openShell({ pod: 'debian' });
  const marks = shell.element.getByRole('list', { name: 'Commands on screen' });
  await shell.type('true\n');
  await expect(marks.getByRole('img', command('true: succeeded after 0.0 s'))).toBeVisible();
  await shell.type('(exit 3)\n');
  await expect(marks.getByRole('img', { name: /^\(exit 3\): failed with exit code 3/ })).toBeVisible();
  await shell.type("sh -c 'echo asleep; exec sleep 1000'\n");
  await expect(marks.getByRole('img', { name: /^sh .* sleep 1000': running$/ })).toBeVisible();
  // Before that, Ctrl+C could come while bash starts the program.
  await shell.waitForText(/^asleep$/m);
  await shell.press('Control+C');
  await expect(
    marks.getByRole('img', { name: /^sh .* sleep 1000': failed with exit code 130/ }),
  ).toBeVisible();

  await shell.type('seq 1 300\n');
  await shell.waitForText(/^300$/m);
  const sticky = shell.element.getByRole('button', { name: /^Go to command: seq 1 300/ });
  await expect(sticky).toBeVisible();
  await sticky.click();
  await expect(sticky).toBeHidden();
  await expect(marks.getByRole('img', { name: /^seq 1 300/ })).toBeVisible();
  await shell.press('Control+Shift+ArrowUp');
  await expect(marks.getByRole('img', { name: /^sh .* sleep 1000/ })).toBeVisible();
  expect(await shell.exitCode()).toBeNull();
});

test('the output of the last command is copied exactly', async ({ context, openShell, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const shell = await openShell({ pod: 'debian' });
  await shell.type("seq 1 500; printf '%0300d\\n' 0; printf 'no end'\n");
  await shell.waitForText('no end');
  await expect.poll(() => page.evaluate(() => window.podshell?.terminals()[0]?.lastCommand()?.id)).toBe(1);
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy output of last command' }).click();
  const expected = `${Array.from({ length: 500 }, (_, index) => index + 1).join('\n')}\n${'0'.repeat(300)}\nno end`;
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(expected);
  await page.reload();
  await shell.waitForPrompt();
  await expect
    .poll(() => page.evaluate(() => window.podshell?.terminals()[0]?.lastCommand()?.output))
    .toBe(expected);
});
