import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { JournalCopies } from './journal-copies.ts';
import { entryOf } from './testing/entry-of.ts';

interface Replica {
  readonly name: string;
  readonly peers: Peers;
  readonly copies: JournalCopies;
  /** What it was given of others. */
  readonly left: number[][];
  /** Whether their owners were killed. */
  readonly killed: boolean[];
  /** What it has running itself. */
  readonly running: Set<number>;
}

let clock: FakeClock;
let network: FakePeerNetwork;
let replicas: Replica[];

beforeEach(start);
afterEach(stop);

async function start(): Promise<void> {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  replicas = ['web-1', 'web-2', 'web-3'].map(replica);
  await pass(0);
}

async function stop(): Promise<void> {
  await network.dispose();
  const disposing = replicas.map(({ copies }) => copies.dispose());
  await pass(3000);
  await Promise.all(disposing);
}

const pass = (ms: number) => clock.advanceAsync(ms);

function replica(name: string): Replica {
  const peers = network.start(name);
  const copies = new JournalCopies({ peers, clock });
  const left: number[][] = [];
  const killed: boolean[] = [];
  copies.onLeft(({ entries, wasKilled }) => {
    left.push(entries.map(({ mark }) => mark.pid).sort((a, b) => a - b));
    killed.push(wasKilled);
  });
  return { name, peers, copies, left, killed, running: new Set() };
}

function at(index: number): Replica {
  const found = replicas[index % replicas.length];
  if (found === undefined) throw new Error('No replica');
  return found;
}

function note({ copies, running }: Replica, pid: number): void {
  copies.note(`entry-${pid}`, entryOf(pid));
  running.add(pid);
}

function erase({ copies, running }: Replica, pid: number): void {
  copies.erase(`entry-${pid}`);
  running.delete(pid);
}

function kill(one: Replica): void {
  network.kill(one.peers);
  void one.copies.dispose();
  replicas = replicas.filter((other) => other !== one);
}

const inherited = () => replicas.flatMap(({ left }) => left);

test('what a replica that is killed has running is inherited by one other, once', async () => {
  const owner = at(0);
  for (const pid of [1, 2, 3]) note(owner, pid);
  await pass(0);
  erase(owner, 2);
  await pass(0);
  kill(owner);
  await pass(60_000);
  expect(inherited()).toEqual([[1, 3]]);
  expect(replicas.flatMap(({ killed }) => killed)).toEqual([true]);
  await pass(600_000);
  expect(inherited()).toEqual([[1, 3]]);
});

test('its next run on the same disk goes first, and changes nothing of that', async () => {
  const owner = at(0);
  note(owner, 1);
  await pass(0);
  kill(owner);
  await pass(0);
  replicas.push(replica(owner.name));
  await pass(4000);
  expect(inherited()).toEqual([]);
  await pass(2000);
  expect(inherited()).toEqual([[1]]);
});

test('a replica that ends in order leaves nothing to others', async () => {
  const owner = at(0);
  for (const pid of [1, 2]) note(owner, pid);
  await pass(0);
  for (const pid of [1, 2]) owner.copies.erase(`entry-${pid}`);
  const disposing = owner.copies.dispose();
  await pass(0);
  await disposing;
  kill(owner);
  await pass(60_000);
  expect(inherited()).toEqual([]);
  expect(replicas.map(({ copies }) => copies.size)).toEqual([0, 0]);
});

test('what a replica could not end that ends in order is inherited, and is known to be over', async () => {
  const owner = at(0);
  for (const pid of [1, 2]) note(owner, pid);
  await pass(0);
  owner.copies.erase('entry-1');
  const disposing = owner.copies.dispose();
  await pass(0);
  await disposing;
  kill(owner);
  await pass(60_000);
  expect(inherited()).toEqual([[2]]);
  expect(replicas.flatMap(({ killed }) => killed)).toEqual([false]);
});

test('thousands of entries arrive', async () => {
  const owner = at(0);
  for (let pid = 1; pid <= 2500; pid += 1) note(owner, pid);
  await pass(0);
  expect(replicas.reduce((sum, { copies }) => sum + copies.size, 0)).toBe(2500);
  kill(owner);
  await pass(60_000);
  expect(inherited()).toEqual([Array.from({ length: 2500 }, (_, index) => index + 1)]);
});

describe('the holder of the copies', () => {
  async function withHolder() {
    const owner = at(0);
    note(owner, 1);
    await pass(0);
    const [holder, other] = replicas.slice(1).toSorted((one, next) => next.copies.size - one.copies.size);
    if (holder === undefined || other === undefined) throw new Error('No holder');
    expect([holder.copies.size, other.copies.size]).toEqual([1, 0]);
    return { owner, holder, other };
  }

  test('that is killed is followed by another one', async () => {
    const { owner, holder, other } = await withHolder();
    kill(holder);
    await pass(0);
    note(owner, 2);
    await pass(0);
    kill(owner);
    await pass(60_000);
    expect(other.left).toEqual([[1, 2]]);
  });

  test('that drains is followed by another one, and then has nothing to do with it', async () => {
    const { owner, holder, other } = await withHolder();
    network.drain(holder.peers as Parameters<FakePeerNetwork['drain']>[0]);
    await pass(0);
    kill(owner);
    await pass(60_000);
    expect([holder.left, other.left]).toEqual([[], [[1]]]);
  });

  test('that has just begun to drain leaves the rest to the next, whoever notices first', async () => {
    const { owner, holder, other } = await withHolder();
    network.drain(holder.peers as Parameters<FakePeerNetwork['drain']>[0]);
    note(owner, 2);
    await pass(0);
    network.stall(holder.peers);
    kill(owner);
    await pass(6000);
    network.heal();
    await pass(60_000);
    expect([holder.left, other.left]).toEqual([[], [[1, 2]]]);
  });

  test('that is away for a while does not end what its owner still has', async () => {
    const { owner, holder, other } = await withHolder();
    network.part([holder.peers], [owner.peers, other.peers]);
    await pass(10_000);
    erase(owner, 1);
    note(owner, 2);
    await pass(60_000);
    expect(inherited()).toEqual([]);
    network.heal();
    await pass(5000);
    kill(owner);
    await pass(60_000);
    expect(inherited()).toEqual([[2]]);
  });

  test('that is away while the last shell ends inherits nothing that had ended', async () => {
    const { owner, holder, other } = await withHolder();
    network.part([holder.peers], [owner.peers, other.peers]);
    erase(owner, 1);
    await pass(10_000);
    network.heal();
    await pass(10_000);
    kill(owner);
    await pass(60_000);
    expect(inherited()).toEqual([]);
  });

  test('that does not answer while the last shell ends is told later', async () => {
    const { owner, holder, other } = await withHolder();
    kill(other);
    await pass(0);
    network.stall(holder.peers);
    erase(owner, 1);
    await pass(10_000);
    network.heal();
    await pass(10_000);
    expect(holder.copies.size).toBe(0);
    kill(owner);
    await pass(60_000);
    expect(inherited()).toEqual([]);
  });

  test('that is the only other one and comes back is told everything again', async () => {
    const { owner, holder, other } = await withHolder();
    kill(other);
    await pass(0);
    network.stall(holder.peers);
    note(owner, 2);
    await pass(10_000);
    network.heal();
    await pass(10_000);
    kill(owner);
    await pass(60_000);
    expect(holder.left).toEqual([[1, 2]]);
  });
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('note' as const, 'erase' as const), at: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(0, 500, 9000) }),
  },
  fc.record({ kind: fc.constantFrom('drain' as const, 'stall' as const, 'kill' as const), at: fc.nat(2) }),
  fc.record({ kind: fc.constant('heal' as const) }),
);

test('whatever happens before, nothing that runs is ended, and all that is left runs out in a minute', async () => {
  await stop();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await start();
      let pids = 0;
      for (const one of steps) {
        const [replicaOf] = 'at' in one ? [at(one.at)] : [at(0)];
        if (one.kind === 'note') {
          pids += 1;
          note(replicaOf, pids);
        } else if (one.kind === 'erase') {
          for (const pid of [...replicaOf.running].slice(0, 1)) erase(replicaOf, pid);
        } else if (one.kind === 'pass') await pass(one.ms);
        else if (one.kind === 'stall') network.stall(replicaOf.peers);
        else if (one.kind === 'heal') network.heal();
        else if (one.kind === 'drain')
          network.drain(replicaOf.peers as Parameters<FakePeerNetwork['drain']>[0]);
        else {
          // Copies take a moment; what dies together is lost together.
          network.heal();
          await pass(10_000);
          const left = [...replicaOf.running];
          kill(replicaOf);
          const before = inherited().length;
          await pass(60_000);
          expect(inherited().slice(before)).toEqual(left.length === 0 ? [] : [left]);
          replicas.push(replica(replicaOf.name));
          await pass(1000);
        }
      }
      const running = new Set(replicas.flatMap((one) => [...one.running]));
      for (const pid of inherited().flat()) expect(running).not.toContain(pid);
      await stop();
    }),
    { numRuns: 60 },
  );
  await start();
});
