/** Drives the dock. The only test file that knows its elements. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { PodShell, PodShells } from '#playwright';

export class DockOnPage {
  readonly page: Page;
  readonly region: Locator;
  readonly tabs: Locator;
  readonly #shells: PodShells;

  constructor(page: Page, shells: PodShells) {
    this.page = page;
    this.#shells = shells;
    this.region = page.getByRole('region', { name: 'Terminals and logs', exact: true });
    this.tabs = this.region.getByRole('tab');
  }

  /** The terminals that receive broadcast input. */
  get heard(): Locator {
    return this.region.locator('[data-heard="true"]');
  }

  tab(name: string | RegExp, options: { readonly exact?: boolean } = {}): Locator {
    return this.region.getByRole('tab', { name, ...options });
  }

  button(name: string | RegExp): Locator {
    return this.region.getByRole('button', { name });
  }

  /** Chooses from the menu of the active terminal. */
  async choose(name: string): Promise<void> {
    await this.button('Terminal actions').click();
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  /**
   * Runs an action that adds a terminal, and returns its shell once it shows its prompt; a busy one once it is ready.
   */
  async added(
    act: () => Promise<unknown>,
    what: 'idle' | 'busy' = 'idle',
  ): Promise<{ readonly id: string; readonly shell: PodShell }> {
    const before = (await this.ids()).length;
    await act();
    await expect.poll(async () => (await this.ids()).length).toBe(before + 1);
    const id = (await this.ids()).at(-1) ?? '';
    const shell = this.#shells.at({ page: this.page, id });
    if (what === 'busy') await shell.waitForState('ready');
    else await shell.waitForPrompt();
    return { id, shell };
  }

  /** Opens a shell with the list button of a pod in `team-a`. */
  open(pod: string) {
    const row = this.page.locator(`tr[data-pod="team-a/${pod}"]`);
    return this.added(() => row.getByRole('link', { name: /^Shell in/ }).click());
  }

  /** Ids of all terminals of the page, in the order in which they were added. */
  async ids(): Promise<readonly string[]> {
    return (await this.#shells.terminals({ page: this.page })).map(({ id }) => id);
  }

  /** The id of a terminal's session, as the page stores it for a reload. */
  async sessionOf(id: string): Promise<string> {
    const kept = await this.page.evaluate((key) => sessionStorage.getItem(key), `podshell.session:${id}`);
    return (JSON.parse(kept ?? '{}') as { sessionId?: string }).sessionId ?? '';
  }
}
