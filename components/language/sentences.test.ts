import { expect, test } from 'vitest';
import { sentences } from './sentences.ts';

test.each<[(string | false | undefined)[], string]>([
  [['It broke.', 'Try again.'], 'It broke. Try again.'],
  [['出错了。', '请重试。'], '出错了。请重试。'],
  [['The server said so.', '请重试。'], 'The server said so. 请重试。'],
  [['', 'Try again.', undefined, false], 'Try again.'],
  [[], ''],
])('%j', (all, text) => {
  expect(sentences(...all)).toBe(text);
});
