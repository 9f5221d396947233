import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keySequence, modifiedText, TOUCH_KEYS, TouchKeyboard } from './touch-keyboard.ts';

/** The control characters of ASCII. */
const CONTROLS = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code));

function setUp({ applicationArrows = false, composed = '' } = {}) {
  const sent: string[] = [];
  let composing = composed;
  const keyboard: TouchKeyboard = new TouchKeyboard({
    finishComposition: () => {
      if (composing !== '') sent.push(keyboard.modify(composing));
      composing = '';
    },
    send: (text) => sent.push(text),
    wantsApplicationArrows: () => applicationArrows,
  });
  return { keyboard, sent };
}

describe('keys', () => {
  test('send the sequences of a terminal', () => {
    const { keyboard, sent } = setUp();
    for (const key of TOUCH_KEYS) keyboard.press(key);
    expect(sent).toEqual([
      '\x1b',
      '\t',
      ...['\x1b[D', '\x1b[A', '\x1b[B', '\x1b[C'],
      ...['-', '/', '|', '~'],
      ...['\x1b[H', '\x1b[F', '\x1b[5~', '\x1b[6~'],
    ]);
  });

  test('arrows follow the cursor key mode', () => {
    const { keyboard, sent } = setUp({ applicationArrows: true });
    keyboard.press('ArrowUp');
    keyboard.toggle('Control');
    keyboard.press('ArrowRight');
    keyboard.press('Home');
    keyboard.press('PageUp');
    expect(sent).toEqual(['\x1bOA', '\x1b[1;5C', '\x1bOH', '\x1b[5~']);
  });

  test('modifiers apply to the other keys too', () => {
    expect(keySequence('End', new Set(['Control']), true)).toBe('\x1b[1;5F');
    expect(keySequence('PageDown', new Set(['Alt']), false)).toBe('\x1b[6;3~');
    expect(keySequence('-', new Set(['Alt']), false)).toBe('\x1b-');
    expect(keySequence('/', new Set(['Control']), false)).toBe('/');
    expect(keySequence('ArrowLeft', new Set(['Alt']), false)).toBe('\x1b[1;3D');
    expect(keySequence('ArrowLeft', new Set(['Alt', 'Control']), false)).toBe('\x1b[1;7D');
  });
});

describe('composed text', () => {
  test('is sent before the key', () => {
    const { keyboard, sent } = setUp({ composed: 'et' });
    keyboard.press('Tab');
    expect(sent).toEqual(['et', '\t']);
  });

  test('is sent before a modifier, which does not apply to it', () => {
    const { keyboard, sent } = setUp({ composed: 'e' });
    keyboard.toggle('Control');
    keyboard.press('ArrowLeft');
    expect(sent).toEqual(['e', '\x1b[1;5D']);
  });
});

describe('a modifier', () => {
  test('applies to one key', () => {
    const { keyboard } = setUp();
    keyboard.toggle('Control');
    expect(keyboard.modify('c')).toBe('\x03');
    expect(keyboard.modify('c')).toBe('c');
  });

  test('is released by a second press', () => {
    const { keyboard } = setUp();
    keyboard.toggle('Control');
    keyboard.toggle('Control');
    expect(keyboard.held.size).toBe(0);
    expect(keyboard.modify('c')).toBe('c');
  });

  test('stays held for text that is not one character', () => {
    const { keyboard } = setUp();
    keyboard.toggle('Control');
    expect(keyboard.modify('\x1b[12;40R')).toBe('\x1b[12;40R');
    expect(keyboard.modify('D')).toBe('\x04');
  });

  test('is reported when it changes', () => {
    const { keyboard } = setUp();
    let changes = 0;
    const end = keyboard.subscribe(() => {
      changes += 1;
    });
    keyboard.toggle('Alt');
    keyboard.modify('b');
    keyboard.modify('b');
    end();
    keyboard.toggle('Alt');
    expect(changes).toBe(2);
  });
});

test('Ctrl sends a control character or the character itself, Alt prefixes ESC', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), (character) => {
      const control = modifiedText(character, new Set(['Control']));
      expect([character, '\x7f', ...CONTROLS]).toContain(control);
      expect(modifiedText(character, new Set(['Alt']))).toBe(`\x1b${character}`);
    }),
  );
});
