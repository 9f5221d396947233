import type { Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { inEachLook, violations } from '../support/accessibility.ts';
import { contrast } from '../support/contrast.ts';
import { expect, test } from '../support/fixtures.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Search', exact: true });
const count = (page: Page) => page.getByRole('search').getByRole('status');

/** Runs in the page: returns the colours behind the first letter of each match and around the matches. */
function colorsOfMatches() {
  const background = (element: Element) => getComputedStyle(element).backgroundColor;
  const letters = [...document.querySelectorAll('.xterm-rows span')].filter(
    ({ textContent }) => textContent === 'n',
  );
  const isChosen = (letter: Element) => letter.classList.contains('xterm-decoration-top');
  const screen = document.querySelector('.xterm-scrollable-element');
  return {
    screen: screen === null ? '' : background(screen),
    chosen: letters.filter(isChosen).map(background),
    others: letters.filter((letter) => !isChosen(letter)).map(background),
    outlines: [...document.querySelectorAll('.xterm-find-result-decoration')].map(
      (mark) => getComputedStyle(mark).outlineColor,
    ),
  };
}

/** Opens the search by its shortcut. Keys pressed before the field exists would be lost. */
async function openSearch(shell: PodShell, page: Page): Promise<void> {
  await shell.press('Control+Shift+F');
  await expect(field(page)).toBeFocused();
}

test('matches are counted in the whole scrollback, in both directions', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('clear; for i in $(seq 1 300); do echo "line $i"; done');
  await openSearch(shell, page);
  await page.keyboard.type('line 12');
  // Lines 12 and 120 to 129.
  await expect(count(page)).toHaveText('11 of 11');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('10 of 11');
  await page.keyboard.press('Shift+Enter');
  await expect(count(page)).toHaveText('11 of 11');
  await page.getByRole('button', { name: 'Next match' }).click();
  await expect(count(page)).toHaveText('1 of 11');
  await page.getByRole('button', { name: 'Previous match' }).click();
  await expect(count(page)).toHaveText('11 of 11');
});

test('case and regular expressions are options', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run("clear; printf 'Alpha alpha ALPHA a1 a22\\n'");
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('ALPHA a');
  await expect(count(page)).toContainText(' of ');
  await field(page).fill('a\\d+\\b');
  await expect(count(page)).toHaveText('No matches');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await expect(count(page)).toContainText(' of ');
  await field(page).fill('a(');
  await expect(count(page)).toHaveText('Invalid regular expression');
  await field(page).fill('Alpha alpha ALPHA a1 a22$');
  await expect(count(page)).toHaveText('1 of 1');
  await field(page).fill('ALPHA ALPHA ALPHA A1 A22$');
  await expect(count(page)).toHaveText('1 of 1');
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(count(page)).toHaveText('No matches');
});

test('new output is counted while the search is open', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('clear');
  await shell.type("read -r go; printf 'ne''ws\\nne''ws\\n'\n");
  await openSearch(shell, page);
  await page.keyboard.type('news');
  await expect(count(page)).toHaveText('No matches');
  await shell.press('Enter');
  await expect(count(page)).toHaveText(/^(\d of )?2( matches)?$/);
});

test('Escape returns the focus to the shell and clears the marks', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await openSearch(shell, page);
  await page.keyboard.type('debian');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('search')).toHaveCount(0);
  expect(await shell.isFocused()).toBe(true);
  expect((await shell.run('echo typed')).output).toBe('typed');
});

for (const theme of ['dark', 'light', 'contrast', 'dusk', 'ember', 'paper']) {
  test(`the selected match stands out and the others are visible, in ${theme}`, async ({
    openShell,
    page,
  }) => {
    await page.addInitScript(
      (name) => localStorage.setItem('podshell.terminal', `{"theme":"${name}"}`),
      theme,
    );
    const shell = await openShell({ pod: 'debian' });
    await shell.run("clear; printf 'needle\\nneedle\\n'");
    await openSearch(shell, page);
    await page.keyboard.type('needle');
    await expect(count(page)).toHaveText(/^\d of \d$/);
    // All in one call, because the screen can redraw its rows at any time.
    await expect(async () => {
      const { screen, chosen, others, outlines } = await page.evaluate(colorsOfMatches);
      expect(chosen).toHaveLength(1);
      expect(others.length).toBeGreaterThan(0);
      for (const color of chosen) {
        expect(contrast(color, screen)).toBeGreaterThanOrEqual(3);
        for (const other of others) expect(contrast(color, other)).toBeGreaterThanOrEqual(3);
      }
      for (const outline of outlines) expect(contrast(outline, screen)).toBeGreaterThanOrEqual(3);
    }).toPass();
  });
}

test('the search bar fits and has no accessibility violations', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('seq 1 40');
  await openSearch(shell, page);
  await page.keyboard.type('3');
  await expect(count(page)).toContainText(' of ');
  await inEachLook(page, async ({ width }) => {
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
