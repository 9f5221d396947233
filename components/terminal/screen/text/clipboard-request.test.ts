import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answered, parseClipboardRequest, requested } from './clipboard-request.ts';

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64');

describe('an OSC 52 request', () => {
  test('contains any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        expect(parseClipboardRequest(`c;${encode(text)}`)).toBe(text);
      }),
    );
  });

  test('is null for any other data', () => {
    fc.assert(
      fc.property(fc.string(), (data) => {
        const text = parseClipboardRequest(data);
        if (text !== null) expect(data).toContain(';');
      }),
    );
  });

  test.each([
    ['a question', 'c;?'],
    ['nothing', 'c;'],
    ['no separator', encode('text')],
    ['bytes that are not text', `c;${Buffer.from([0xff, 0xfe]).toString('base64')}`],
    ['too much', `c;${encode('x'.repeat(300_000))}`],
  ])('is refused: %s', (_name, data) => {
    expect(parseClipboardRequest(data)).toBeNull();
  });
});

describe('consent', () => {
  test('is requested for the newest text', () => {
    const first = requested({ kind: 'unasked' }, 'one');
    expect(first).toEqual({ consent: { kind: 'asking', text: 'one' }, copy: null });
    const second = requested(first.consent, 'two');
    expect(answered(second.consent, true, true)).toEqual({ consent: { kind: 'allowed' }, copy: 'two' });
  });

  test('is requested again for the next text, unless it is remembered', () => {
    const { consent } = requested({ kind: 'unasked' }, 'one');
    for (const allow of [true, false]) {
      const after = answered(consent, allow, false);
      expect(after).toEqual({ consent: { kind: 'unasked' }, copy: allow ? 'one' : null });
      expect(requested(after.consent, 'two').consent).toEqual({ kind: 'asking', text: 'two' });
    }
    expect(answered(consent, false, true)).toEqual({ consent: { kind: 'refused' }, copy: null });
  });

  test('applies to later texts if remembered', () => {
    expect(requested({ kind: 'allowed' }, 'three').copy).toBe('three');
    expect(requested({ kind: 'refused' }, 'three')).toEqual({ consent: { kind: 'refused' }, copy: null });
    expect(answered({ kind: 'refused' }, true, true).copy).toBeNull();
  });
});
