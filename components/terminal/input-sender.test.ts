import { describe, expect, test } from 'vitest';
import { InputSender } from './input-sender.ts';
import { KEPT_INPUT, STDIN_PIECE } from './stdin-queue.ts';
import { FakeClock } from './testing/fake-clock.ts';

function setUp() {
  const clock = new FakeClock();
  const yielded: (() => void)[] = [];
  const sent: string[] = [];
  const transport = { unsent: 0 };
  const sender = new InputSender(clock, (callback) => yielded.push(callback));
  return {
    clock,
    sent,
    sender,
    transport,
    attach: () => sender.attach({ send: (text) => sent.push(text), unsent: () => transport.unsent }),
    turn: () => {
      for (const callback of yielded.splice(0)) callback();
    },
  };
}

const paste = 'x'.repeat(3 * STDIN_PIECE);

describe('input', () => {
  test('a key is sent at once', () => {
    const { sender, attach, sent } = setUp();
    attach();
    sender.push('a');
    expect(sent).toEqual(['a']);
  });

  test('a paste gives the page time between its pieces', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    expect(sent).toHaveLength(1);
    turn();
    expect(sent).toHaveLength(2);
    turn();
    expect(sent.join('')).toBe(paste);
  });

  test('a key typed during a paste comes after it', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    sender.push('\u0003');
    while (sender.waiting > 0) turn();
    expect(sent.join('')).toBe(`${paste}\u0003`);
  });

  test('a transport that holds much is given nothing until it has sent it', () => {
    const { clock, sender, attach, sent, transport } = setUp();
    attach();
    transport.unsent = 1024 * 1024;
    sender.push('a');
    clock.advance(1000);
    expect(sent).toEqual([]);
    transport.unsent = 0;
    clock.advance(20);
    expect(sent).toEqual(['a']);
  });

  test('what is typed without a connection is sent with the next one, in order and once', () => {
    const { sender, attach, sent } = setUp();
    sender.push('l');
    sender.push('s\r');
    attach();
    expect(sent).toEqual(['ls\r']);
    sender.detach();
    attach();
    expect(sent).toEqual(['ls\r']);
  });

  test('the rest of a paste goes on with the next connection', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    sender.detach();
    turn();
    expect(sent).toHaveLength(1);
    attach();
    turn();
    expect(sent.join('')).toBe(paste);
  });

  test('more than is kept without a connection is refused whole', () => {
    const { sender, attach, sent, turn } = setUp();
    expect(sender.push('a'.repeat(KEPT_INPUT - 1))).toBe(true);
    expect(sender.push('bc')).toBe(false);
    expect(sender.push('d')).toBe(true);
    attach();
    while (sender.waiting > 0) turn();
    expect(sent.join('').replaceAll('a', '')).toBe('d');
  });

  test('with a connection a paste of any size is taken', () => {
    const { sender, attach, turn, sent } = setUp();
    attach();
    expect(sender.push('a'.repeat(3 * KEPT_INPUT))).toBe(true);
    while (sender.waiting > 0) turn();
    expect(sent.join('').length).toBe(3 * KEPT_INPUT);
  });
});
