// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';

const beginList = vi.hoisted(() => vi.fn());
vi.mock('./begin-list.ts', () => ({ beginList }));

beforeEach(() => {
  vi.resetModules();
  beginList.mockClear();
});

/** Runs what Next runs before React, on a page of this address. */
async function start(path: string): Promise<void> {
  vi.stubGlobal('location', new URL(path, 'http://podshell.test'));
  await import('../../../instrumentation-client.ts');
  await vi.dynamicImportSettled();
}

test('the list begins before React', async () => {
  await start('/pods?namespace=a');
  expect(beginList.mock.calls.map(([{ search }]) => search)).toEqual(['?namespace=a']);
});

test.each(['/', '/pods/team-a/web', '/shell/team-a/web', '/signin'])('%s begins no list', async (path) => {
  await start(path);
  expect(beginList).not.toHaveBeenCalled();
});
