import { expect, test } from 'vitest';
import { isLeftOut } from './trace.ts';

test.each([
  '/node_modules/sharp/lib/index.js',
  '/node_modules/@img/sharp-linux-x64/lib/x.node',
  '/node_modules/@next/swc-linux-x64-gnu/next-swc.node',
  '/node_modules/next/dist/server/next.js',
  '/node_modules/next/dist/server/base-server.js',
  '/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.dev.js',
  '/node_modules/react/cjs/react.development.js',
  '/node_modules/ws/index.d.ts',
  '/node_modules/@playwright/test/index.js',
  '/node_modules/playwright-core/index.js',
])('%s is left out', (path) => {
  expect(isLeftOut(path)).toBe(true);
});

test.each([
  '/node_modules/next/dist/build/output/log.js',
  '/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.prod.js',
  '/node_modules/react/cjs/react.production.js',
])('%s is packed', (path) => {
  expect(isLeftOut(path)).toBe(false);
});
