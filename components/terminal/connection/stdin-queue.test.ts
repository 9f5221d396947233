import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '#protocol/limits.ts';
import { encodeMessage } from '#protocol/messages.ts';
import { STDIN_PIECE, StdinQueue } from './stdin-queue.ts';

function drain(queue: StdinQueue): string[] {
  const pieces: string[] = [];
  while (queue.length > 0) pieces.push(queue.take());
  return pieces;
}

/** True when a cut at the end of `text` leaves half a character. */
function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

describe('input that waits', () => {
  test('comes out whole and in order, in pieces of bounded length', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 3 * STDIN_PIECE }).map((length) => 'é'.repeat(length)),
      fc.integer({ min: 1, max: 2 * STDIN_PIECE }).map((length) => `a${'🙂'.repeat(length)}`),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
        const queue = new StdinQueue();
        for (const each of texts) queue.push(each);
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
    queue.push(`a${'🙂'.repeat(STDIN_PIECE)}`);
    expect(drain(queue).some(endsInHalf)).toBe(false);
  });

  test('half a character at the very end is handed on', () => {
    const queue = new StdinQueue();
    queue.push(`${'a'.repeat(STDIN_PIECE - 1)}\ud83d`);
    expect(drain(queue)).toHaveLength(1);
  });

  test('the worst piece fits into a message', () => {
    const queue = new StdinQueue();
    queue.push('\u001b'.repeat(STDIN_PIECE * 2));
    const message = encodeMessage({ Op: 'stdin', Data: queue.take() });
    // In a SockJS frame the message is a JSON text once more.
    expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(MAX_MESSAGE_BYTES);
  });

  test('clear forgets all of it', () => {
    const queue = new StdinQueue();
    queue.push('abc');
    queue.clear();
    expect(queue.length).toBe(0);
    expect(queue.take()).toBe('');
  });
});
