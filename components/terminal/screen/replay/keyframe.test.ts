import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packKeyframe, takeKeyframe, unpackKeyframe } from './keyframe.ts';
import { ScreenColors } from './screen-colors.ts';
import { restoreScreen } from './screen-state.ts';
import { openReplay, playSteps, replaySteps, TO_REST, wholeScreen } from './testing/whole-screen.ts';

test('a packed keyframe gives another terminal the same screen', async () => {
  await fc.assert(
    fc.asyncProperty(replaySteps, async (steps) => {
      const first = openReplay(30);
      const colors = new ScreenColors(first);
      playSteps(first, [...steps, TO_REST]);
      const keyframe = takeKeyframe(first, colors);
      if (keyframe === undefined) throw new Error('There is no keyframe');
      const unpacked = await unpackKeyframe(await packKeyframe(keyframe));
      expect(unpacked.colors).toBe(keyframe.colors);
      const second = openReplay(30);
      restoreScreen(second, unpacked.screen);
      expect(wholeScreen(second)).toEqual(wholeScreen(first));
    }),
    { numRuns: 60 },
  );
});

test('a full screen with its scrollback takes few bytes', async () => {
  const terminal = openReplay();
  const colors = new ScreenColors(terminal);
  terminal.resize(120, 40);
  for (let line = 0; line < 2_000; line += 1) {
    playSteps(terminal, [`\x1b[32mdrwxr-xr-x\x1b[m ${line} root root  4096 Nov 28 03:11 file-${line}\r\n`]);
  }
  const keyframe = takeKeyframe(terminal, colors);
  if (keyframe === undefined) throw new Error('There is no keyframe');
  expect((await packKeyframe(keyframe)).length).toBeLessThan(30_000);
});
