import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TerminalLimits } from '#server/terminal/limits.ts';
import { MOMENT_MS } from '#server/terminal/surplus-sessions.ts';
import type { ShellReplica } from './testing/shell-replicas.ts';
import { ShellReplicas } from './testing/shell-replicas.ts';

const MOST = 3;
const LIMITS = {
  maxSessionsPerUser: MOST,
  maxSessionsPerAddress: 5,
  maxUnboundSessionsPerUser: 2,
  maxUnattachedSessionsPerUser: 2,
};

let replicas: ShellReplicas;

beforeEach(() => start());
afterEach(() => replicas.dispose());

async function start(limits: Partial<TerminalLimits> = LIMITS): Promise<void> {
  replicas = new ShellReplicas(limits);
  for (const name of ['web-1', 'web-2', 'web-3']) replicas.start(name);
  await replicas.pass(0);
}

/** What is asked, once the network has had its turn. */
async function settled<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => {});
  await replicas.pass(100);
  return asked;
}

async function opened(replica: ShellReplica, userId = 'alice', address?: string) {
  const sessionId = await settled(replica.issue(userId, address));
  return { sessionId, page: replica.bind(userId, sessionId) };
}

const idsOf = async (replica: ShellReplica) =>
  (await settled(replica.list('alice'))).items.map(({ sessionId }) => sessionId);

describe('the list', () => {
  test('has the shells of all replicas, the oldest first, and those of no other user', async () => {
    const ids: string[] = [];
    for (const replica of replicas.all.toReversed()) ids.push((await opened(replica)).sessionId);
    await opened(replicas.at(1), 'bob', '203.0.113.2');
    for (const replica of replicas.all) {
      expect(await idsOf(replica)).toEqual(ids);
      expect(await settled(replica.list('alice'))).not.toHaveProperty('incomplete');
    }
  });

  test('says that it may not be complete while a replica does not answer, and has no more to say of one that has gone', async () => {
    const [first, second, third] = [replicas.at(0), replicas.at(1), replicas.at(2)];
    const { sessionId } = await opened(first);
    await opened(third);
    replicas.network.stall(third.peers);
    const asked = first.list('alice');
    await replicas.pass(2000);
    expect(await asked).toMatchObject({ items: [{ sessionId }], incomplete: true });
    await replicas.pass(5000);
    // It is known by now, and nobody waits for it.
    expect(await first.list('alice')).toMatchObject({ items: [{ sessionId }], incomplete: true });
    replicas.network.heal();
    await replicas.pass(2000);
    expect(await idsOf(second)).toHaveLength(2);
    replicas.kill(third);
    await replicas.pass(0);
    expect(await settled(first.list('alice'))).toEqual({ items: [expect.objectContaining({ sessionId })] });
  });

  test('may not be complete where all others are away', async () => {
    const [first, ...others] = replicas.all;
    if (first === undefined) throw new Error('No replica');
    replicas.network.part(
      [first.peers],
      others.map(({ peers }) => peers),
    );
    await replicas.pass(5000);
    expect(await first.list('alice')).toMatchObject({ incomplete: true });
  });
});

describe('limits', () => {
  const REFUSED = { code: 'session-limit' };

  test('of a user count on all replicas together', async () => {
    for (const replica of replicas.all) await opened(replica);
    for (const replica of replicas.all) {
      await expect(settled(replica.issue('alice'))).rejects.toMatchObject({
        ...REFUSED,
        message: 'The limit of open shells for one user is 3, and you have as many. Close one and try again.',
      });
    }
    await opened(replicas.at(0), 'bob');
  });

  test('leave room as soon as a shell ends', async () => {
    const all = [];
    for (const replica of replicas.all) all.push(await opened(replica));
    await expect(settled(replicas.at(0).issue('alice'))).rejects.toMatchObject(REFUSED);
    all[2]?.page.receive({ Op: 'close' });
    await replicas.pass(1);
    const again = replicas.at(0).issue('alice');
    await replicas.pass(0);
    await again;
  });

  test('of shells that no terminal has connected to count as well', async () => {
    await settled(replicas.at(0).issue('alice'));
    const second = await settled(replicas.at(1).issue('alice'));
    await expect(settled(replicas.at(2).issue('alice'))).rejects.toMatchObject({
      ...REFUSED,
      message:
        'You have requested 2 shells that no terminal has connected to yet. Try again in a few seconds.',
    });
    replicas.at(1).bind('alice', second);
    await settled(replicas.at(2).issue('alice'));
  });

  test('of an address count whoever asks', async () => {
    for (const [index, userId] of ['a', 'b', 'c', 'd', 'e'].entries())
      await opened(replicas.at(index), userId);
    await expect(settled(replicas.at(0).issue('f'))).rejects.toMatchObject({
      ...REFUSED,
      message:
        'The limit of open shells for one client address is 5, and yours has as many. Close one and try again.',
    });
    await opened(replicas.at(0), 'f', '203.0.113.2');
  });

  test('let requests at the same moment have no more than there is room for', async () => {
    const asked = Array.from({ length: 9 }, (_, index) => replicas.at(index).issue('alice'));
    const answers = await settled(Promise.allSettled(asked));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  test('are known to a replica from the moment on that it becomes their home', async () => {
    const [first, second, third] = [replicas.at(0), replicas.at(1), replicas.at(2)];
    // A user whose home is the third, and then the first.
    const users = Array.from({ length: 100 }, (_, at) => `user-${at}`);
    const ofThird = users.filter((user) => third.peers.homeOf(`user ${user}`) === undefined);
    for (const user of ofThird)
      for (let count = 0; count < MOST; count += 1) await opened(second, user, user);
    replicas.kill(third);
    await replicas.pass(0);
    const ofFirst = ofThird.filter((user) => first.peers.homeOf(`user ${user}`) === undefined);
    expect(ofFirst).not.toEqual([]);
    for (const user of ofFirst) {
      const asked = expect(first.issue(user, 'another')).rejects.toMatchObject(REFUSED);
      await replicas.pass(0);
      await asked;
    }
  });

  test('keep nobody from a shell while their home does not answer, but for those of this replica', async () => {
    for (const replica of replicas.all) await opened(replica);
    const home = replicas.all.find(({ peers }) => peers.homeOf('user alice') === undefined);
    const front = replicas.all.find((one) => one !== home);
    if (home === undefined || front === undefined) throw new Error('No home');
    replicas.network.stall(home.peers);
    const asked = front.issue('alice');
    await replicas.pass(2500);
    const sessionId = await asked;
    replicas.network.heal();
    front.bind('alice', sessionId);
    await replicas.pass(60_000);
    for (const replica of replicas.all) {
      await expect(settled(replica.issue('alice'))).rejects.toMatchObject(REFUSED);
    }
  });
});

test('of more shells without a window than are kept, on whichever replica, the oldest end', async () => {
  await replicas.dispose();
  await start({
    ...LIMITS,
    maxSessionsPerUser: 10,
    maxSessionsPerAddress: 10,
    maxUnattachedSessionsPerUser: 2,
    reopenMs: 60_000,
  });
  const all = [];
  for (let index = 0; index < 5; index += 1) all.push(await opened(replicas.at(index)));
  // The one that was left first is not the one that was opened first.
  for (const index of [3, 0, 4, 2, 1]) {
    all[index]?.page.receive({ Op: 'leave' });
    all[index]?.page.drop();
    await replicas.pass(MOMENT_MS + 1);
  }
  const left = await idsOf(replicas.at(0));
  expect(left.toSorted()).toEqual([all[1]?.sessionId, all[2]?.sessionId].toSorted());
});

test('shells whose connections break at once stay while their pages come back within a minute, on whichever replica', async () => {
  await replicas.dispose();
  await start({
    ...LIMITS,
    maxSessionsPerUser: 10,
    maxSessionsPerAddress: 10,
    maxUnattachedSessionsPerUser: 2,
    resumeMs: 3_600_000,
  });
  const all = [];
  for (let index = 0; index < 6; index += 1) all.push(await opened(replicas.at(index)));
  for (const { page } of all) {
    page.drop();
    await replicas.pass(1);
  }
  await replicas.pass(59_000);
  const ids = all.map(({ sessionId }) => sessionId);
  expect(await idsOf(replicas.at(0))).toEqual(ids);
  // All but three come back.
  for (const index of [0, 1, 2]) replicas.at(index).bind('alice', ids[index] ?? '');
  await replicas.pass(2000);
  expect(await idsOf(replicas.at(0))).toEqual([...ids.slice(0, 3), ...ids.slice(4)]);
});

interface Open {
  readonly userId: string;
  readonly replica: ShellReplica;
  readonly sessionId: string;
  page: ReturnType<ShellReplica['bind']> | undefined;
}

const index = fc.nat(2);
const userId = fc.constantFrom('alice', 'bob');
const usual = [
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('issue' as const),
      at: fc.array(index, { minLength: 1, maxLength: 4 }),
      userId,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('bind' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(30, 1000, 9000) }),
  },
];
const restart = fc.record({ kind: fc.constant('restart' as const), index });
const faults = [
  restart,
  fc.record({ kind: fc.constant('part' as const), index }),
  fc.record({ kind: fc.constant('stall' as const), index }),
  fc.record({ kind: fc.constant('heal' as const) }),
];
type Step = (typeof usual)[number]['arbitrary'] extends fc.Arbitrary<infer One> ? One : never;
type Fault = (typeof faults)[number] extends fc.Arbitrary<infer One> ? One : never;

/** Plays the steps; calls back after each. */
async function play(steps: readonly (Step | Fault)[], afterEach: () => void): Promise<void> {
  const open: Open[] = [];
  const pending: Promise<void>[] = [];
  const chosen = ({ which }: { which: number }) => open[which % Math.max(1, open.length)];
  for (const one of steps) {
    if (one.kind === 'issue') {
      for (const at of one.at) {
        const replica = replicas.at(at);
        const issued = replica.issue(one.userId).then(
          (sessionId) => void open.push({ userId: one.userId, replica, sessionId, page: undefined }),
          (error: { code?: string }) => {
            if (error.code !== 'session-limit') throw error;
          },
        );
        pending.push(issued);
      }
    } else if (one.kind === 'bind') {
      const shell = chosen(one);
      if (shell !== undefined) shell.page ??= shell.replica.bind(shell.userId, shell.sessionId);
    } else if (one.kind === 'drop') {
      const shell = chosen(one);
      shell?.page?.drop();
      if (shell !== undefined) shell.page = undefined;
    } else if (one.kind === 'end') chosen(one)?.page?.receive({ Op: 'close' });
    else if (one.kind === 'pass') await replicas.pass(one.ms);
    else if (one.kind === 'restart') {
      const { name } = replicas.at(one.index).peers.self;
      replicas.kill(replicas.at(one.index));
      await replicas.pass(0);
      replicas.start(name);
      // The others find it with their next hello. Until then, who is home is a matter of view.
      await replicas.pass(1000);
    } else if (one.kind === 'part') {
      const { peers } = replicas.at(one.index);
      const others = replicas.all.filter((other) => other.peers !== peers).map((other) => other.peers);
      replicas.network.part([peers], others);
    } else if (one.kind === 'stall') replicas.network.stall(replicas.at(one.index).peers);
    else replicas.network.heal();
    await replicas.pass(0);
    afterEach();
  }
  replicas.network.heal();
  await replicas.pass(10_000);
  await Promise.all(pending);
}

function shellsOf(userId: string): number {
  return replicas.all.reduce((sum, { registry }) => sum + registry.list({ userId }).length, 0);
}

test('nobody ever has more shells than the limit, whichever replicas come and go between requests', async () => {
  await replicas.dispose();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...usual, { weight: 1, arbitrary: restart }), { maxLength: 30 }),
      async (steps) => {
        await start();
        await play(steps, () => {
          for (const userId of ['alice', 'bob']) expect(shellsOf(userId)).toBeLessThanOrEqual(MOST);
        });
        await replicas.dispose();
      },
    ),
    { numRuns: 60 },
  );
  await start();
});

test('a minute after any faults, each user has room exactly while below the limit', async () => {
  await replicas.dispose();
  const steps = fc.array(fc.oneof(...usual, ...faults.map((arbitrary) => ({ weight: 1, arbitrary }))), {
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(2), async (played, at) => {
      await start({ ...LIMITS, maxSessionsPerAddress: 100, maxUnboundSessionsPerUser: 100 });
      await play(played, () => {});
      // Those that nobody has bound are gone by then.
      await replicas.pass(50_000);
      for (const userId of ['alice', 'bob']) {
        const room = Math.max(0, MOST - shellsOf(userId));
        for (let taken = 0; taken < room; taken += 1) await settled(replicas.at(at + taken).issue(userId));
        await expect(settled(replicas.at(at).issue(userId))).rejects.toMatchObject({ code: 'session-limit' });
      }
      await replicas.dispose();
    }),
    { numRuns: 40 },
  );
  await start();
});
