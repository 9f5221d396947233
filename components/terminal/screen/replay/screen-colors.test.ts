import { expect, test } from 'vitest';
import { ScreenColors } from './screen-colors.ts';
import { openReplay, playSteps } from './testing/whole-screen.ts';

const NONE = '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07';

test.each([
  ['', ''],
  ['\x1b]4;1;rgb:11/22/33;2;#abc\x07', '\x1b]4;1;rgb:11/22/33\x07\x1b]4;2;#abc\x07'],
  ['\x1b]4;1;#111\x07\x1b]4;1;#222\x07', '\x1b]4;1;#222\x07'],
  ['\x1b]4;1;#111;2;#222;3;#333\x07\x1b]104;1;3\x07', '\x1b]4;2;#222\x07'],
  ['\x1b]4;1;#111;2;#222\x07\x1b]104\x07', ''],
  ['\x1b]10;#123456;rgb:1/2/3\x07', '\x1b]10;#123456\x07\x1b]11;rgb:1/2/3\x07'],
  ['\x1b]11;#123\x07\x1b]12;#456\x07\x1b]111\x07', '\x1b]12;#456\x07'],
  // Questions, and what is no color.
  ['\x1b]4;1;?\x07\x1b]10;?\x07\x1b]11;\x1b\\', ''],
])('after %j', (output, colors) => {
  const terminal = openReplay();
  const followed = new ScreenColors(terminal);
  playSteps(terminal, [output]);
  expect(followed.sequence).toBe(NONE + colors);
});
