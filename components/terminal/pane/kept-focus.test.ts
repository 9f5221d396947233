// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  window.sessionStorage.clear();
  vi.resetModules();
});

/** The module as a page that was just loaded has it. */
const load = () => import('./kept-focus.ts');

test('the pane that had the focus is known after a reload, once', async () => {
  const before = await load();
  before.keepFocus('a', false);
  before.keepFocus('b', true);
  before.keepFocus('c', false);
  vi.resetModules();
  const after = await load();
  expect(after.focusAtLoad()).toBe('b');
  expect(after.focusAtLoad()).toBe('b');
  vi.resetModules();
  expect((await load()).focusAtLoad()).toBeNull();
});

test('a pane that has the focus no longer is forgotten', async () => {
  const { keepFocus } = await load();
  keepFocus('a', true);
  keepFocus('a', false);
  vi.resetModules();
  expect((await load()).focusAtLoad()).toBeNull();
});
