import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FrameTickets, TICKET_MS } from './frame-tickets.ts';
import { hashOf } from './hash-of.ts';

const REFUSED = expect.objectContaining({ code: 'sign-in-failed' });

function ticketsOfTest() {
  const clock = new FakeClock();
  return { clock, tickets: new FrameTickets<string>(clock) };
}

test('a ticket is for one use', () => {
  const { tickets } = ticketsOfTest();
  const ticket = tickets.issue('alice', hashOf('secret'));
  expect(tickets.redeem(ticket, 'secret')).toBe('alice');
  expect(() => tickets.redeem(ticket, 'secret')).toThrow(REFUSED);
});

test('a ticket is of no use to another frame, nor afterwards to its own', () => {
  const { tickets } = ticketsOfTest();
  const ticket = tickets.issue('alice', hashOf('secret'));
  expect(() => tickets.redeem(ticket, 'another secret')).toThrow(REFUSED);
  expect(() => tickets.redeem(ticket, 'secret')).toThrow(REFUSED);
});

test('a ticket expires', () => {
  const { clock, tickets } = ticketsOfTest();
  const [first, second] = [tickets.issue('alice', hashOf('a')), tickets.issue('bob', hashOf('b'))];
  clock.advance(TICKET_MS - 1);
  expect(tickets.redeem(first, 'a')).toBe('alice');
  clock.advance(1);
  expect(() => tickets.redeem(second, 'b')).toThrow(REFUSED);
});

test('a guess is no ticket', () => {
  const { tickets } = ticketsOfTest();
  tickets.issue('alice', hashOf('secret'));
  for (const guess of ['', 'guess', hashOf('secret')]) {
    expect(() => tickets.redeem(guess, 'secret')).toThrow(REFUSED);
  }
});

test('of too many tickets the oldest are forgotten', () => {
  const { tickets } = ticketsOfTest();
  const issued = Array.from({ length: 1001 }, (_, index) => tickets.issue(`user-${index}`, hashOf('s')));
  expect(() => tickets.redeem(issued[0] ?? '', 's')).toThrow(REFUSED);
  expect(tickets.redeem(issued[1] ?? '', 's')).toBe('user-1');
  expect(tickets.redeem(issued[1000] ?? '', 's')).toBe('user-1000');
});
