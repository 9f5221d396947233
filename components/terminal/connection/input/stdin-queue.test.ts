import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '#protocol/limits.ts';
import { encodeMessage } from '#protocol/messages.ts';
import { STDIN_PIECE, StdinQueue } from './stdin-queue.ts';

function drain(queue: StdinQueue): string[] {
  const pieces: string[] = [];
  while (queue.length > 0) pieces.push(queue.take()?.text ?? '');
  return pieces;
}

/** True if `text` ends in half a surrogate pair. */
function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

describe('queued input', () => {
  test('is returned completely and in order, in pieces of limited length', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 3 * STDIN_PIECE }).map((length) => 'é'.repeat(length)),
      fc.integer({ min: 1, max: 2 * STDIN_PIECE }).map((length) => `a${'🙂'.repeat(length)}`),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
        const queue = new StdinQueue();
        for (const each of texts) queue.push({ text: each, isBinary: false });
        expect(queue.length).toBe(texts.join('').length);
        const pieces = drain(queue);
        expect(pieces.join('') === texts.join('')).toBe(true);
        expect(pieces.every((piece) => piece.length > 0 && piece.length <= STDIN_PIECE)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('no piece ends inside a character', () => {
    const queue = new StdinQueue();
    queue.push({ text: `a${'🙂'.repeat(STDIN_PIECE)}`, isBinary: false });
    expect(drain(queue).some(endsInHalf)).toBe(false);
  });

  test('half a character at the end of the input is returned', () => {
    const queue = new StdinQueue();
    queue.push({ text: `${'a'.repeat(STDIN_PIECE - 1)}\ud83d`, isBinary: false });
    expect(drain(queue)).toHaveLength(1);
  });

  test('the largest piece fits into a message', () => {
    const queue = new StdinQueue();
    queue.push({ text: '\u001b'.repeat(STDIN_PIECE * 2), isBinary: false });
    const message = encodeMessage({ Op: 'stdin', Data: queue.take()?.text ?? '' });
    // A SockJS frame encodes the message as JSON a second time.
    expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(MAX_MESSAGE_BYTES);
  });

  test('text and binary input are never in one piece, and keep their order', () => {
    const input = fc.record({ text: fc.string({ minLength: 1 }), isBinary: fc.boolean() });
    fc.assert(
      fc.property(fc.array(input), fc.array(input), (inputs, back) => {
        const queue = new StdinQueue();
        for (const each of inputs) queue.push(each);
        queue.putBack(back);
        const units: string[] = [];
        for (let piece = queue.take(); piece !== null; piece = queue.take()) {
          for (const unit of piece.text) units.push(`${unit}${piece.isBinary}`);
        }
        const expected = [...back, ...inputs].flatMap(({ text, isBinary }) =>
          [...text].map((unit) => `${unit}${isBinary}`),
        );
        expect(units).toEqual(expected);
      }),
    );
  });

  test('is dropped by clear', () => {
    const queue = new StdinQueue();
    queue.push({ text: 'abc', isBinary: false });
    queue.clear();
    expect(queue.length).toBe(0);
    expect(queue.take()).toBeNull();
  });
});
