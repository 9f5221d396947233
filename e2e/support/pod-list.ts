/** Drives the pod list. The only test file that knows its elements. */

import { expect, type Locator, type Page } from '@playwright/test';

export class PodListPage {
  readonly page: Page;
  readonly filter: Locator;
  readonly rows: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.filter = page.getByRole('searchbox', { name: 'Filter pods' });
    this.rows = page.locator('tr[data-pod]');
  }

  /** Opens the list without waiting for pods. @param query of the address, with its question mark */
  static async visit(page: Page, query = ''): Promise<PodListPage> {
    await page.goto(`/pods${query}`);
    return PodListPage.on(page);
  }

  /** The list on a page that is already open. */
  static on(page: Page): PodListPage {
    return new PodListPage(page);
  }

  /** Opens the list and waits until it is live. */
  static async open(page: Page, query = ''): Promise<PodListPage> {
    const list = await PodListPage.visit(page, query);
    await list.expectLive();
    return list;
  }

  async expectLive(): Promise<void> {
    await expect(this.page.locator('[data-link="live"]')).toHaveText('Live');
  }

  /** The row of a pod of `team-a`, or of `namespace/pod`. */
  row(pod: string): Locator {
    return this.page.locator(`tr[data-pod="${pod.includes('/') ? pod : `team-a/${pod}`}"]`);
  }

  async chooseNamespace(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Namespace:/ }).click();
    await this.page.getByRole('combobox', { name: 'Find a namespace' }).fill(name);
    await this.page.keyboard.press('Enter');
  }

  async chooseContext(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Context:/ }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  }
}
