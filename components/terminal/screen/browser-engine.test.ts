import { expect, test } from 'vitest';
import { isWebKit, isWebKitGtk } from './browser-engine.ts';

test.each([
  [
    'WebKitGTK',
    'X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    true,
  ],
  [
    'Safari',
    'Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    false,
  ],
  [
    'Safari on iOS',
    'iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    false,
  ],
])('%s is WebKit', (_name, agent, isGtk) => {
  expect([isWebKit(`Mozilla/5.0 (${agent}`), isWebKitGtk(`Mozilla/5.0 (${agent}`)]).toEqual([true, isGtk]);
});

test.each([
  ['Chromium', 'X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'],
  [
    'Chromium without a window',
    'X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
  ],
  [
    'Edge',
    'Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
  ],
  ['Firefox', 'X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'],
])('%s is not', (_name, agent) => {
  expect([isWebKit(`Mozilla/5.0 (${agent}`), isWebKitGtk(`Mozilla/5.0 (${agent}`)]).toEqual([false, false]);
});
