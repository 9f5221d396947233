import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchChoices, stepChoice } from './choice-list.ts';

const choices = ['kube-system', 'team-a', 'a-team'].map((name) => ({ value: name, label: name }));

describe('searching a list', () => {
  test('an empty text finds all', () => {
    expect(matchChoices(choices, ' ')).toBe(choices);
  });

  test('matches at the start come before other matches', () => {
    expect(matchChoices(choices, 'A').map((choice) => choice.value)).toEqual(['a-team', 'team-a']);
    expect(matchChoices(choices, 'team').map((choice) => choice.value)).toEqual(['team-a', 'a-team']);
  });

  test('hints are searched too', () => {
    const hinted = [{ value: 'x', label: 'x', hint: 'alice on dev' }];
    expect(matchChoices(hinted, 'alice')).toEqual(hinted);
  });

  test('the typed text is offered once, if that is allowed', () => {
    const label = (typed: string) => `Use ${typed}`;
    expect(matchChoices(choices, 'mine', label)).toEqual([{ value: 'mine', label: 'Use mine' }]);
    expect(matchChoices(choices, 'team-a', label)).toEqual([{ value: 'team-a', label: 'team-a' }]);
  });
});

describe('moving in a list', () => {
  test('arrow keys wrap around, page keys stop at the ends', () => {
    expect(stepChoice('ArrowDown', 2, 3)).toBe(0);
    expect(stepChoice('ArrowUp', 0, 3)).toBe(2);
    expect(stepChoice('PageDown', 0, 3)).toBe(2);
    expect(stepChoice('PageUp', 2, 3)).toBe(0);
    expect(stepChoice('x', 0, 3)).toBeUndefined();
  });

  test('never leaves the list', () => {
    const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(key), (count, keys) => {
        let active = 0;
        for (const pressed of keys) active = stepChoice(pressed, active, count) ?? -1;
        expect(active).toBeGreaterThanOrEqual(0);
        expect(active).toBeLessThan(count);
      }),
    );
    expect(stepChoice('ArrowDown', -1, 0)).toBeUndefined();
  });
});
