/** Fixtures of the dock's tests: a live pod list of `team-a`, and the dock on it. */

import { DockOnPage } from './dock.ts';
import { test as base } from './fixtures.ts';
import { PodListPage } from './pod-list.ts';

export const test = base.extend<{ readonly dock: DockOnPage }>({
  dock: async ({ page, podShell }, use) => {
    await PodListPage.open(page, '?namespace=team-a');
    await use(new DockOnPage(page, podShell));
  },
});

export { expect } from './fixtures.ts';
