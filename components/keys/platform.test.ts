import { expect, test } from 'vitest';
import { type Platform, platformOf } from './platform.ts';

test.each<[string, Platform]>([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'mac'],
  ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)', 'mac'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'other'],
])('%s', (userAgent, platform) => {
  expect(platformOf(userAgent)).toBe(platform);
});
