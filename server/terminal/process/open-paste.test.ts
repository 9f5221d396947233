import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PASTE_END, PASTE_START } from '#protocol/bracketed-paste.ts';
import { OpenPaste } from './open-paste.ts';

const typed = fc.array(fc.constantFrom(PASTE_START, PASTE_END, '\x03', '\x1b', '\x1b[20', 'x', '~', 'text'));

/** @returns what a terminal knows that looks at all of it */
function isOpenAfter(text: string): boolean {
  let isOpen = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith(PASTE_START, at)) isOpen = true;
    else if ([PASTE_END, '\x03'].some((mark) => text.startsWith(mark, at))) isOpen = false;
  }
  return isOpen;
}

test('a paste is open from its start to its end or an interrupt, however the text is cut', () => {
  fc.assert(
    fc.property(typed, fc.array(fc.nat({ max: 12 }), { minLength: 1 }), (parts, sizes) => {
      const text = parts.join('');
      const paste = new OpenPaste();
      for (let from = 0, piece = 0; from < text.length; piece += 1) {
        const size = Math.max(1, sizes[piece % sizes.length] ?? 1);
        paste.follow(text.slice(from, from + size));
        from += size;
        expect(paste.isOpen).toBe(isOpenAfter(text.slice(0, from)));
      }
    }),
  );
});
