import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSize } from './terminal-size.ts';

const decode = (text: string) => decodeSize(Buffer.from(text));

describe('a message on the resize channel', () => {
  test('sets any size from 1 to 65535', () => {
    const side = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(side, side, (cols, rows) => {
        const decoded = decode(JSON.stringify({ Width: cols, Height: rows }));
        expect(decoded).toEqual({ kind: 'size', size: { cols, rows } });
      }),
    );
  });

  test.each([
    '{"Width":0,"Height":0}',
    '{"Width":80}',
    '{"Height":24}',
    '{}',
    'null',
    '{"Width":null,"Height":24}',
  ])('is ignored when a field is zero or missing: %s', (text) => {
    expect(decode(text)).toEqual({ kind: 'ignored' });
  });

  test.each([
    'not json',
    '',
    '{"Width":70000,"Height":24}',
    '{"Width":80.5,"Height":24}',
    '{"Width":-1,"Height":24}',
    '{"Width":"80","Height":24}',
    '"80x24"',
    '[]',
    '7',
  ])('stops the decoder: %s', (text) => {
    expect(decode(text)).toEqual({ kind: 'undecodable' });
  });

  test('may write its fields in any case and end with a newline', () => {
    expect(decode('{"width":80,"HEIGHT":24,"Depth":"x"}\n')).toEqual({
      kind: 'size',
      size: { cols: 80, rows: 24 },
    });
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodeSize(Buffer.from(bytes))));
    fc.assert(fc.property(fc.json(), (text) => void decode(text)));
  });
});
