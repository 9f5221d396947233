import { expect, test } from 'vitest';
import { sentences } from './sentences.ts';

test.each<[(string | false | undefined)[], string]>([
  [['It broke.', 'Try again.'], 'It broke. Try again.'],
  [['出错了。', '请重试。'], '出错了。请重试。'],
  [['The server said so.', '请重试。'], 'The server said so. 请重试。'],
  [['It says: no pods in "a"', 'Retrying.'], 'It says: no pods in "a". Retrying.'],
  [['It says: "No."', 'Retrying.'], 'It says: "No." Retrying.'],
  [['It says: no'], 'It says: no'],
  [['', 'Try again.', undefined, false], 'Try again.'],
  [[], ''],
])('%j', (all, text) => {
  expect(sentences(...all)).toBe(text);
});
