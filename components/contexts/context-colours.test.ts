import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeMap } from '#components/ui/kept-map.ts';
import {
  type ChosenColours,
  CONTEXT_COLOURS,
  contextColour,
  decodeColours,
  MAX_CHOSEN,
  strongestColour,
  withColour,
} from './context-colours.ts';

const NONE: ChosenColours = new Map();

test.each([
  'prod',
  'eu-prod-1',
  'gke_acme_europe_production',
  'arn:aws:eks:x:1:cluster/PROD',
  'prd',
  'live.eu',
  'a.prod2',
])('%s is red without a choice', (name) => {
  expect(contextColour(NONE, name)).toBe('red');
});

test.each([
  '',
  'preprod',
  'pre-prod',
  'nonprod',
  'non_production',
  'not-live',
  'delivery',
  'product',
  'olive',
  'staging',
])('%s has no colour without a choice', (name) => {
  expect(contextColour(NONE, name)).toBe('none');
});

test('the choice counts more than the name', () => {
  const chosen = withColour(withColour(NONE, 'prod', 'none'), 'dev', 'green');
  expect(contextColour(chosen, 'prod')).toBe('none');
  expect(contextColour(chosen, 'dev')).toBe('green');
});

test('of many choices the newest are kept', () => {
  const names = Array.from({ length: MAX_CHOSEN + 1 }, (_, index) => `c${index}`);
  const chosen = names.reduce((map, name) => withColour(map, name, 'blue'), NONE);
  expect([...chosen.keys()]).toEqual(names.slice(1));
});

test('several contexts show red first, then the first colour', () => {
  expect(strongestColour(['green', 'none', 'red'])).toBe('red');
  expect(strongestColour(['none', 'green', 'blue'])).toBe('green');
  expect(strongestColour(['none'])).toBe('none');
  expect(strongestColour([])).toBe('none');
});

test('the stored text gives back the choices', () => {
  const choices = fc.uniqueArray(fc.tuple(fc.string(), fc.constantFrom(...CONTEXT_COLOURS)), {
    selector: ([name]) => name,
    maxLength: 20,
  });
  fc.assert(
    fc.property(choices, (entries) => {
      expect([...decodeColours(encodeMap(new Map(entries)))]).toEqual(entries);
    }),
  );
});

test('a damaged text gives only valid choices', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const colour of decodeColours(text).values()) expect(CONTEXT_COLOURS).toContain(colour);
    }),
  );
  expect([...decodeColours('[["a","pink"],["b","red"],["c"],5,[1,"red"]]')]).toEqual([['b', 'red']]);
});
