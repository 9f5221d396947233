import { expect, test } from 'vitest';
import { isAllowed, licenceTexts, refusedLicences } from './licences.ts';
import { dependenciesOf, readLock, readManifest } from './lock.ts';
import { fetchedPackages } from './manifests.ts';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['CC-BY-4.0', false],
  ['SEE LICENSE IN x', false],
  [undefined, false],
])('%s: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('every production dependency, and what npm fetches beside the package, has an allowed licence', async () => {
  const [manifest, lock] = await Promise.all([readManifest(), readLock()]);
  const fetched = Object.keys(fetchedPackages(lock)).map((name) => `node_modules/${name}`);
  const shipped = [...dependenciesOf(manifest, lock), ...fetched];
  expect(shipped.length).toBeGreaterThan(50);
  expect(refusedLicences(shipped, lock)).toEqual([]);
});

test('the text that is passed on holds each licence, and those of packages inside of a package', async () => {
  const lock = await readLock();
  const text = await licenceTexts(['node_modules/ws', 'node_modules/next'], lock, [
    'node_modules/next/dist/compiled/send/index.js',
  ]);
  expect(text).toContain(`ws ${lock['node_modules/ws']?.version} (MIT)`);
  expect(text).toContain('Einar Otto Stangvik');
  expect(text).toContain('next: dist/compiled/send/');
  expect(text).toContain('TJ Holowaychuk');
});
