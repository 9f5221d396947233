/** The accessibility rules of axe, on a page as it stands. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '#playwright';

/** A colour scheme and a window width (CSS pixels). */
export interface Look {
  readonly scheme: 'dark' | 'light';
  readonly width: number;
}

/** The rules that do not apply to an open menu, which is outside the landmarks by design. */
export const NOT_FOR_MENUS: readonly string[] = ['region'];

/** Both colour schemes, in a wide and a narrow window. */
const LOOKS: readonly Look[] = [
  { scheme: 'dark', width: 1280 },
  { scheme: 'dark', width: 390 },
  { scheme: 'light', width: 390 },
  { scheme: 'light', width: 1280 },
];

/**
 * Shows the page in each look, and calls `check` there. Opening a page takes ten times longer than changing its look.
 * @param check gets the look that the page has now
 */
export async function inEachLook(page: Page, check: (look: Look) => Promise<void>): Promise<void> {
  const height = page.viewportSize()?.height ?? 780;
  for (const look of LOOKS) {
    await page.setViewportSize({ width: look.width, height });
    await showScheme(page, look.scheme);
    await check(look);
  }
}

/** Expects that axe finds no violation in the dark and in the light scheme. @param without rules that do not apply */
export async function expectAccessible(page: Page, without: readonly string[] = []): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await showScheme(page, scheme);
    expect(await violations(page, without), scheme).toEqual([]);
  }
}

/**
 * The violations of axe's rules, each with its elements, one line each.
 * @param without rules that do not apply
 */
export async function violations(page: Page, without: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // Otherwise axe opens a page for its report, which takes longer than the rules. Only foreign frames need it.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .disableRules([...without]);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Changes the colour scheme and waits until every colour has changed. */
async function showScheme(page: Page, scheme: Look['scheme']): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await expect(page.locator('html')).toHaveClass(scheme);
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}
