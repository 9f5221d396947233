import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ALICE } from '#server/terminal/testing/terminal-room.ts';
import { type FakeReplica, FakeReplicas } from './testing/fake-replicas.ts';

let world: FakeReplicas;
let front: FakeReplica;
let owner: FakeReplica;
let third: FakeReplica;

beforeEach(async () => {
  world = new FakeReplicas({ maxSessions: 100, maxSessionsPerUser: 100 });
  front = world.start('web-1');
  owner = world.start('web-2');
  third = world.start('web-3');
  await world.pass(0);
});

async function open(through = front) {
  const sessionId = owner.issue();
  const connection = through.bind(sessionId);
  await world.pass(0);
  owner.backend.stream.sink.onStarted('bash');
  await world.pass(0);
  return { sessionId, connection, stream: owner.backend.stream };
}

const GONE = 'The Podshell replica web-2, which ran this terminal, has stopped and ended it. Open a new one.';

function expectGone(connection: FakeConnection): void {
  expect(connection.messages.filter(({ Op }) => Op === 'toast')).toEqual([
    { Op: 'toast', Level: 'error', Code: 'replica-gone', Data: GONE },
  ]);
  expect(connection.closed).toEqual({ code: 2, reason: GONE });
}

function expectUnreachable(connection: FakeConnection): void {
  expect(connection.last('toast')).toMatchObject({ Level: 'warning', Code: 'replica-unreachable' });
  expect(connection.last('toast')?.Data).toContain('web-2');
  expect(connection.closed?.code).toBe(1001);
}

describe('the owner is killed', () => {
  test('under idle sessions and a flood: each browser is told once, by name, with what was sent before', async () => {
    const sessions = [await open(), await open(), await open(third)];
    const flooded = sessions[1];
    flooded?.stream.output('last words\r\n');
    await world.pass(0);
    world.kill(owner);
    await world.pass(5_000);
    for (const { connection } of sessions) expectGone(connection);
    expect(flooded?.connection.output).toBe('last words\r\n');
    expect([front.front.size, third.front.size]).toEqual([0, 0]);
  });

  test('without a connection: whoever comes back for a shell is told', async () => {
    const { sessionId, connection } = await open();
    connection.drop();
    world.kill(owner);
    await world.pass(1_000);
    for (const replica of [front, third]) {
      const next = replica.bind(sessionId);
      await world.pass(0);
      expectGone(next);
    }
  });

  test('and another run takes its place at once: the shell is not looked for there', async () => {
    const { sessionId, connection } = await open();
    world.kill(owner);
    const next = world.start('web-2');
    await world.pass(2_000);
    expectGone(connection);
    const again = front.bind(sessionId);
    await world.pass(0);
    expectGone(again);
    const there = next.bind(sessionId);
    await world.pass(3_000);
    const known = next.bind(sessionId);
    await world.pass(0);
    expect([1001, 2]).toContain(there.closed?.code);
    expectGone(known);
    expect(next.backend.streams).toHaveLength(0);
  });

  test('while a browser does not read', async () => {
    const { connection, stream } = await open();
    connection.roomToSend = false;
    for (let count = 0; count < 100; count += 1) stream.output('x'.repeat(8192));
    await world.pass(100);
    world.kill(owner);
    await world.pass(5_000);
    expectGone(connection);
  });
});

describe('the front is killed', () => {
  test('its sessions wait for a resume, and go on through another replica', async () => {
    const { sessionId, connection, stream } = await open();
    stream.output('before ');
    await world.pass(0);
    connection.drop();
    world.kill(front);
    await world.pass(0);
    expect(owner.owner.size).toBe(0);
    expect(owner.registry.find(sessionId, ALICE)?.info().state).toBe('detached');
    stream.output('after');
    const next = third.bind(sessionId, { Offset: connection.output.length });
    await world.pass(0);
    expect(connection.output + next.output).toBe('before after');
  });
});

describe('a partition', () => {
  test('tells the cause with 1001, starts nothing, and the same shell goes on once healed', async () => {
    const { sessionId, connection, stream } = await open();
    stream.output('before ');
    await world.pass(0);
    world.network.part([front.peers], [owner.peers]);
    await world.pass(5_000);
    expectUnreachable(connection);
    expect(owner.owner.size).toBe(0);
    stream.output('meanwhile');
    const early = front.bind(sessionId, { Offset: connection.output.length });
    await world.pass(0);
    expectUnreachable(early);
    world.network.heal();
    await world.pass(1_000);
    const next = front.bind(sessionId, { Offset: connection.output.length });
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
    expect(connection.output + next.output).toBe('before meanwhile');
    expect(owner.backend.streams).toHaveLength(1);
  });

  test('is no matter to a replica that is not parted', async () => {
    const { connection, stream } = await open(third);
    world.network.part([front.peers], [owner.peers]);
    await world.pass(5_000);
    stream.output('on');
    await world.pass(0);
    expect(connection.output).toBe('on');
    expect(connection.closed).toBeUndefined();
  });

  test('at a bind is told before the page would have given up', async () => {
    const sessionId = owner.issue();
    world.network.stall(owner.peers);
    const connection = front.bind(sessionId);
    await world.pass(5_000);
    expectUnreachable(connection);
  });
});

describe('a replica that reaches no other', () => {
  test('keeps a shell whose user may be unable to come, and ends it later as any other', async () => {
    const { sessionId, connection, stream } = await open();
    world.network.stall(owner.peers);
    await world.pass(10_000);
    expectUnreachable(connection);
    expect(owner.peers.isolated).toBe(true);
    await world.pass(10 * world.limits.resumeMs);
    expect(stream.terminated).toBe(false);
    world.network.heal();
    await world.pass(2_000);
    const next = front.bind(sessionId);
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
    next.drop();
    await world.pass(world.limits.resumeMs);
    expect(stream.terminated).toBe(true);
  });
});

describe('a replica that reaches the others, and that none of them reaches', () => {
  test('keeps a shell whose user cannot come, and ends it later as any other', async () => {
    const { sessionId, connection, stream } = await open();
    world.network.shut(owner.peers);
    await world.pass(10_000);
    expectUnreachable(connection);
    expect(owner.peers.live).toHaveLength(2);
    expect(owner.peers.isolated).toBe(true);
    await world.pass(10 * world.limits.resumeMs);
    expect(stream.terminated).toBe(false);
    world.network.heal();
    await world.pass(5_000);
    expect(owner.peers.isolated).toBe(false);
    const next = third.bind(sessionId);
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
    next.drop();
    await world.pass(world.limits.resumeMs);
    expect(stream.terminated).toBe(true);
  });

  test('is not taken for one while a single other reaches it', async () => {
    world.network.part([front.peers], [owner.peers]);
    await world.pass(60_000);
    expect(owner.peers.isolated).toBe(false);
  });
});

describe('a link that breaks between two that live', () => {
  test('costs one reconnect', async () => {
    const { sessionId, connection } = await open();
    for (const socket of [...front.sockets]) socket.terminate();
    await world.pass(0);
    expect(connection.closed?.code).toBe(1001);
    expect(connection.last('toast')).toBeUndefined();
    const next = front.bind(sessionId);
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
    expect(front.sockets.size).toBe(1);
  });

  test('lets a browser leave meanwhile', async () => {
    const { connection } = await open();
    world.network.part([front.peers], [owner.peers]);
    for (const socket of [...front.sockets]) socket.break();
    await world.pass(100);
    connection.drop();
    await world.pass(10_000);
    expect(connection.closed).toBeUndefined();
  });
});

test('what is disposed tells nobody anything, and leaves no timer', async () => {
  const { connection } = await open();
  for (const { front: ends, owner: owners } of world.replicas) {
    ends.dispose();
    owners.dispose();
  }
  await world.network.dispose();
  await world.pass(0);
  expect(connection.closed).toBeUndefined();
  for (const replica of world.replicas) await replica.registry.dispose();
  expect(world.clock.pendingTimers).toBe(0);
});
