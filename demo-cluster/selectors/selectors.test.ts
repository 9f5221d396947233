import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesFields, parseFieldSelector, requiredValue } from './field-selector.ts';
import { parseLabelSelector, SelectorError } from './label-selector.ts';

const labels = { app: 'web', tier: 'edge', 'example.com/rank': '7', empty: '' };

describe('label selectors', () => {
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app=db', false],
    ['app!=db', true],
    ['app!=web', false],
    ['missing!=x', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['app in (web, db)', true],
    ['app in (db)', false],
    ['app notin (db,web)', false],
    ['missing notin (a)', true],
    ['example.com/rank>6', true],
    ['example.com/rank<7', false],
    ['app=web,tier=edge', true],
    ['app in (web),tier notin (edge)', false],
    ['empty=', true],
    ['app=', false],
    [' app = web , tier = edge ', true],
  ])('%j matches: %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  test.each(['app=a=b', '=x', 'app in web', 'app in (web', 'a b', 'app>x', '!app=web', ',', 'app=-x'])(
    '%j is refused',
    (selector) => {
      expect(() => parseLabelSelector(selector)).toThrow(SelectorError);
    },
  );

  test('in and notin are opposites, and = equals in with one value', () => {
    const value = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1 }), (label, values) => {
        const set = values.join(',');
        const inside = parseLabelSelector(`k in (${set})`)({ k: label });
        expect(inside).toBe(values.includes(label));
        expect(parseLabelSelector(`k notin (${set})`)({ k: label })).toBe(!inside);
        expect(parseLabelSelector(`k=${values[0]}`)({ k: label })).toBe(label === values[0]);
      }),
    );
  });

  test('only SelectorError is thrown', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseLabelSelector(text)({});
        } catch (error) {
          expect(error).toBeInstanceOf(SelectorError);
        }
      }),
    );
  });
});

describe('field selectors', () => {
  test('terms are parsed and matched', () => {
    const requirements = parseFieldSelector('status.phase=Running,spec.nodeName!=n1,metadata.name==p');
    expect(requirements).toEqual([
      { field: 'status.phase', equal: true, value: 'Running' },
      { field: 'spec.nodeName', equal: false, value: 'n1' },
      { field: 'metadata.name', equal: true, value: 'p' },
    ]);
    expect(matchesFields(requirements, { 'status.phase': 'Running', 'metadata.name': 'p' })).toBe(true);
    expect(matchesFields(requirements, { 'status.phase': 'Running', 'spec.nodeName': 'n1' })).toBe(false);
    expect(requiredValue(requirements, 'metadata.name')).toBe('p');
    expect(requiredValue(requirements, 'spec.nodeName')).toBeUndefined();
  });

  test('an escaped value round-trips', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const escaped = value.replace(/[\\,=]/g, '\\$&');
        expect(parseFieldSelector(`metadata.name=${escaped}`)).toEqual([
          { field: 'metadata.name', equal: true, value },
        ]);
      }),
    );
  });

  test('only SelectorError is thrown', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseFieldSelector(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SelectorError);
        }
      }),
    );
  });
});
