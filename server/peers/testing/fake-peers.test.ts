import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { PodshellError } from '#protocol/problem.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { NetworkPeers } from '../network-peers.ts';
import type { PeerCall, Peers } from '../ports.ts';
import { FakePeerNetwork } from './fake-peers.ts';

const greet: PeerCall<{ name: string }, { text: string; to?: string | undefined }> = {
  name: 'greet',
  request: z.object({ name: z.string() }),
  answer: z.object({ text: z.string(), to: z.string().optional() }),
};

let network: FakePeerNetwork;
let web1: NetworkPeers;
let web2: NetworkPeers;
let web3: NetworkPeers;

beforeEach(async () => {
  network = new FakePeerNetwork(new FakeClock());
  web1 = network.start('web-1');
  web2 = network.start('web-2');
  web3 = network.start('web-3');
  await pass(0);
});

afterEach(async () => {
  await network.dispose();
  expect(network.clock.pendingTimers).toBe(0);
});

const pass = (ms: number) => network.clock.advanceAsync(ms);
const namesOf = (peers: Peers) => peers.live.map(({ name }) => name);
const fate = (asked: Peers, of: Peers) => asked.fateOf(of.self.id).kind;

function peerOf(asked: Peers, of: Peers) {
  const found = asked.fateOf(of.self.id);
  if (found.kind !== 'alive') throw new Error(`${of.self.name} is ${found.kind}`);
  return found.peer;
}

test('all know each other without a second passing', () => {
  expect(namesOf(web1)).toEqual(['web-2', 'web-3']);
  expect(namesOf(web3)).toEqual(['web-1', 'web-2']);
  expect(fate(web1, web1)).toBe('self');
  expect(fate(web1, web2)).toBe('alive');
  expect(web1.isolated).toBe(false);
});

test('a call passes as JSON, with its schemas checked, and tells who asks', async () => {
  web2.serve(greet, ({ name }, from) => ({ text: `${name} from ${from.name}`, to: undefined }));
  const answer = web1.call(peerOf(web1, web2), greet, { name: 'Ada' });
  await pass(0);
  await expect(answer).resolves.toEqual({ text: 'Ada from web-1' });
});

test('what a handler refuses, the caller is told', async () => {
  web2.serve(greet, () => {
    throw new PodshellError('session-limit', 'You have reached the limit of 3 shells.');
  });
  const refused = expect(web1.call(peerOf(web1, web2), greet, { name: 'Ada' })).rejects.toMatchObject({
    code: 'session-limit',
    message: 'You have reached the limit of 3 shells.',
  });
  await pass(0);
  await refused;
});

test('a bug in a handler is logged there, and stays there', async () => {
  web2.serve(greet, () => {
    throw new Error('secret');
  });
  const failed = expect(web1.call(peerOf(web1, web2), greet, { name: 'Ada' })).rejects.toMatchObject({
    code: 'internal-error',
    message: expect.not.stringContaining('secret'),
  });
  await pass(0);
  await failed;
  expect(network.logger.of('error')).toMatchObject([{ fields: { call: 'greet', replica: web1.self.id } }]);
});

test('a call that an older replica does not know is not answered', async () => {
  const unknown = expect(web1.call(peerOf(web1, web2), greet, { name: 'Ada' })).rejects.toMatchObject({
    code: 'replica-unreachable',
  });
  await pass(0);
  await unknown;
});

test('a killed one has gone at once, for everybody, and is not the one that takes its place', async () => {
  network.kill(web2);
  await pass(0);
  expect([fate(web1, web2), fate(web3, web2)]).toEqual(['gone', 'gone']);
  expect(web1.fateOf(web2.self.id)).toMatchObject({ replica: { name: 'web-2' } });
  const next = network.start('web-2');
  await pass(1000);
  expect([fate(web1, web2), fate(web1, next)]).toEqual(['gone', 'alive']);
});

test('one that starts later learns who has gone', async () => {
  network.kill(web2);
  const web4 = network.start('web-4');
  await pass(1000);
  expect(fate(web4, web2)).toBe('gone');
});

test('an id of a run long ago is gone once everybody was asked', async () => {
  const former = 'web-9-0123456789ab';
  expect(web1.fateOf(former).kind).toBe('unreachable');
  let changes = 0;
  web1.onChange(() => {
    changes += 1;
  });
  await pass(3000);
  expect(changes).toBe(1);
  expect(web1.fateOf(former)).toEqual({ kind: 'gone', replica: { id: former, name: 'web-9' } });
});

test('a stalled one may live: it is unreachable, calls to it end, and it comes back', async () => {
  web2.serve(greet, () => ({ text: 'late' }));
  const peer = peerOf(web1, web2);
  network.stall(web2);
  const call = expect(web1.call(peer, greet, { name: 'Ada' })).rejects.toMatchObject({
    code: 'replica-unreachable',
  });
  await pass(2000);
  await call;
  await pass(2000);
  expect(fate(web1, web2)).toBe('unreachable');
  expect(namesOf(web1)).toEqual(['web-3']);
  expect(web1.unreachable).toEqual([web2.self]);
  expect([web1.isolated, web2.isolated]).toEqual([false, true]);
  await pass(60_000);
  expect(fate(web1, web2)).toBe('unreachable');
  network.heal();
  await pass(1000);
  expect([fate(web1, web2), fate(web2, web1)]).toEqual(['alive', 'alive']);
  expect(web2.isolated).toBe(false);
});

test('one that does not answer has gone once the directory drops it', async () => {
  network.stall(web2);
  await pass(4000);
  network.unlist('web-2');
  await pass(0);
  expect(fate(web1, web2)).toBe('gone');
});

test('one that the directory drops while it answers goes on', async () => {
  network.unlist('web-2');
  await pass(60_000);
  expect(fate(web1, web2)).toBe('alive');
});

test('a cut is seen on both sides, and by nobody else', async () => {
  network.part([web1], [web2]);
  await pass(4000);
  expect([fate(web1, web2), fate(web2, web1)]).toEqual(['unreachable', 'unreachable']);
  expect([fate(web3, web1), fate(web3, web2)]).toEqual(['alive', 'alive']);
  expect([web1, web2, web3].map(({ isolated }) => isolated)).toEqual([false, false, false]);
});

test('a draining one is known as such at once, and is nobody’s home any more', async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `user-${index}`);
  const homes = () => [web1, web3].map((one) => keys.map((key) => (one.homeOf(key) ?? one.self).id));
  expect(homes()[0]).toContain(web2.self.id);
  network.drain(web2);
  await pass(0);
  expect(peerOf(web1, web2).draining).toBe(true);
  expect(homes()[0]).toEqual(homes()[1]);
  expect(homes()[0]).not.toContain(web2.self.id);
  expect(keys.every((key) => web2.homeOf(key) !== undefined)).toBe(true);
  network.drain(web1);
  network.drain(web3);
  await pass(0);
  expect(homes()[0]).toContain(web2.self.id);
});

test('what began on one stays there while it drains, for whoever asks', async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `sockjs 000/${index}`);
  const all = [web1, web2, web3];
  const homes = () => all.map((one) => keys.map((key) => (one.homeOf(key, 'draining') ?? one.self).id));
  const before = homes();
  expect(before[0]).toContain(web2.self.id);
  network.drain(web2);
  await pass(0);
  expect(homes()).toEqual(before);
  expect([before[1], before[2]]).toEqual([before[0], before[0]]);
});

test('one that stops says so, though its machine vanishes with it', async () => {
  const stopped = network.stop(web2);
  await pass(0);
  await stopped;
  expect([fate(web1, web2), fate(web3, web2)]).toEqual(['gone', 'gone']);
});

test('listeners hear of each change, until they leave', async () => {
  let changes = 0;
  const leave = web1.onChange(() => {
    changes += 1;
  });
  network.kill(web2);
  await pass(0);
  expect(changes).toBe(1);
  leave();
  network.kill(web3);
  await pass(0);
  expect(changes).toBe(1);
});
