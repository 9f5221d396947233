/** The server makes sentences, too. The first use of `Intl` would take 8 MB there, for as long as it runs. */

import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LANGUAGES } from './language.ts';
import { textsOf } from './testing/entries.ts';

const root = resolve(import.meta.dirname, '../..');

/** Every way to it that sentences may take. */
function watchIntl() {
  const spies = [
    vi.spyOn(Intl, 'Collator'),
    vi.spyOn(Intl, 'DateTimeFormat'),
    vi.spyOn(Intl, 'DisplayNames'),
    vi.spyOn(Intl, 'ListFormat'),
    vi.spyOn(Intl, 'NumberFormat'),
    vi.spyOn(Intl, 'PluralRules'),
    vi.spyOn(Intl, 'RelativeTimeFormat'),
    vi.spyOn(Intl, 'Segmenter'),
    vi.spyOn(Number.prototype, 'toLocaleString'),
    vi.spyOn(Date.prototype, 'toLocaleString'),
    vi.spyOn(Date.prototype, 'toLocaleDateString'),
    vi.spyOn(Date.prototype, 'toLocaleTimeString'),
    vi.spyOn(String.prototype, 'localeCompare'),
  ];
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return () => spies.filter((spy) => spy.mock.calls.length > 0).map((spy) => spy.getMockName());
}

test('no catalog uses Intl, neither when it is loaded nor for a sentence', async () => {
  vi.resetModules();
  const used = watchIntl();
  let sentences = 0;
  for (const path of globSync('components/**/*catalog.ts', {
    cwd: root,
    exclude: ['**/language/catalog.ts'],
  })) {
    const catalogs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = await import(
      resolve(root, path)
    );
    for (const catalog of Object.values(catalogs)) {
      for (const language of LANGUAGES) sentences += textsOf(catalog[language], catalog[language]).length;
    }
  }
  expect(sentences).toBeGreaterThan(1_000);
  expect(used()).toEqual([]);
});
