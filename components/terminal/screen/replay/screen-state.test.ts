import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureScreen, restoreScreen } from './screen-state.ts';
import { openReplay, playSteps, replaySteps, TO_REST, wholeScreen } from './testing/whole-screen.ts';

test('a terminal with a copied state shows what the first one shows, then and after any later output', () => {
  fc.assert(
    fc.property(replaySteps, replaySteps, replaySteps, (before, other, after) => {
      const first = openReplay(30);
      playSteps(first, [...before, TO_REST]);
      const state = structuredClone(wholeScreen(first));
      const second = openReplay(30);
      playSteps(second, other);
      restoreScreen(second, state);
      expect(wholeScreen(second)).toEqual(wholeScreen(first));
      for (const terminal of [first, second]) playSteps(terminal, [...after, TO_REST]);
      expect(wholeScreen(second)).toEqual(wholeScreen(first));
      first.dispose();
      second.dispose();
    }),
    { numRuns: 300 },
  );
}, 60_000);

test.each(['\x1b[3', '\x1b]0;title', '\x1bP', '\ud83d'])('there is none in the middle of %j', (half) => {
  const terminal = openReplay();
  playSteps(terminal, [half]);
  expect(captureScreen(terminal)).toBeUndefined();
  terminal.dispose();
});
