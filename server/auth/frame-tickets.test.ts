import { expect, test } from 'vitest';
import { z } from 'zod';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { FrameTickets, TICKET_MS } from './frame-tickets.ts';
import { hashOf } from './hash-of.ts';

const REFUSED = expect.objectContaining({ code: 'sign-in-failed' });

function ticketsOfTest() {
  const clock = new FakeClock();
  return { clock, tickets: new FrameTickets({ clock, peers: lonePeers(), tokens: z.string() }) };
}

test('a ticket is for one use', async () => {
  const { tickets } = ticketsOfTest();
  const ticket = tickets.issue('alice', hashOf('secret'));
  expect(await tickets.redeem(ticket, 'secret')).toBe('alice');
  await expect(tickets.redeem(ticket, 'secret')).rejects.toEqual(REFUSED);
});

test('a ticket is of no use to another frame, nor afterwards to its own', async () => {
  const { tickets } = ticketsOfTest();
  const ticket = tickets.issue('alice', hashOf('secret'));
  await expect(tickets.redeem(ticket, 'another secret')).rejects.toEqual(REFUSED);
  await expect(tickets.redeem(ticket, 'secret')).rejects.toEqual(REFUSED);
});

test('a ticket expires', async () => {
  const { clock, tickets } = ticketsOfTest();
  const [first, second] = [tickets.issue('alice', hashOf('a')), tickets.issue('bob', hashOf('b'))];
  clock.advance(TICKET_MS - 1);
  expect(await tickets.redeem(first, 'a')).toBe('alice');
  clock.advance(1);
  await expect(tickets.redeem(second, 'b')).rejects.toEqual(REFUSED);
});

test('a guess is no ticket', async () => {
  const { tickets } = ticketsOfTest();
  tickets.issue('alice', hashOf('secret'));
  for (const guess of ['', 'guess', hashOf('secret')]) {
    await expect(tickets.redeem(guess, 'secret')).rejects.toEqual(REFUSED);
  }
});

test('of too many tickets the oldest are forgotten', async () => {
  const { tickets } = ticketsOfTest();
  const issued = Array.from({ length: 1001 }, (_, index) => tickets.issue(`user-${index}`, hashOf('s')));
  await expect(tickets.redeem(issued[0] ?? '', 's')).rejects.toEqual(REFUSED);
  expect(await tickets.redeem(issued[1] ?? '', 's')).toBe('user-1');
  expect(await tickets.redeem(issued[1000] ?? '', 's')).toBe('user-1000');
});

test('a ticket of another replica is redeemed there, once, and is not lost while that one does not answer', async () => {
  const clock = new FakeClock();
  const network = new FakePeerNetwork(clock);
  const [issuer, front] = ['web-1', 'web-2'].map((name) => network.start(name));
  if (issuer === undefined || front === undefined) throw new Error('No replica');
  const issued = new FrameTickets({ clock, peers: issuer, tokens: z.string() });
  const tickets = new FrameTickets({ clock, peers: front, tokens: z.string() });
  await clock.advanceAsync(0);
  const ticket = issued.issue('alice', hashOf('secret'));
  network.stall(issuer);
  await clock.advanceAsync(5000);
  await expect(tickets.redeem(ticket, 'secret')).rejects.toMatchObject({
    code: 'replica-unreachable',
    message: 'The Podshell replica web-1, which keeps this sign-in, does not answer. Try again in a moment.',
  });
  network.heal();
  await clock.advanceAsync(2000);
  expect(await tickets.redeem(ticket, 'secret')).toBe('alice');
  await expect(tickets.redeem(ticket, 'secret')).rejects.toEqual(REFUSED);
  const lost = issued.issue('alice', hashOf('secret'));
  network.kill(issuer);
  await clock.advanceAsync(0);
  await expect(tickets.redeem(lost, 'secret')).rejects.toEqual(REFUSED);
  await network.dispose();
});
