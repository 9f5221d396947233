import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import type { KeptSignIn } from './sign-in.ts';
import type { SignIns } from './sign-ins.ts';
import { type FakeTokens, LIFE_MS } from './testing/fake-tokens.ts';
import { RotatingProvider } from './testing/rotating-provider.ts';

interface Replica {
  readonly name: string;
  readonly peers: Peers;
  readonly signIns: SignIns<FakeTokens>;
}

let clock: FakeClock;
let network: FakePeerNetwork;
let provider: RotatingProvider;
let replicas: Replica[];

beforeEach(start);
afterEach(stop);

async function start() {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  provider = new RotatingProvider(clock);
  replicas = ['web-1', 'web-2', 'web-3'].map(replica);
  await pass(0);
}

async function stop() {
  provider.answer();
  await network.dispose();
  for (const { signIns } of replicas) signIns.dispose();
}

function replica(name: string): Replica {
  const peers = network.start(name);
  return { name, peers, signIns: provider.signIns(peers) };
}

const pass = (ms: number) => clock.advanceAsync(ms);

function at(index: number): Replica {
  const found = replicas[index % replicas.length];
  if (found === undefined) throw new Error('No replica');
  return found;
}

/** What a browser's request does. Resolves to the cookie that it goes away with. */
async function ask({ signIns }: Replica, cookie: KeptSignIn<FakeTokens>): Promise<KeptSignIn<FakeTokens>> {
  const signIn = signIns.find(cookie);
  await signIn.current();
  return signIn.kept;
}

/** The home of a sign-in, and two others. */
function homeAndOthers(cookie: KeptSignIn<FakeTokens>): [home: Replica, front: Replica, other: Replica] {
  const isHome = ({ peers }: Replica) => peers.homeOf(`sign-in ${cookie.id}`) === undefined;
  const others = replicas.filter((one) => !isHome(one));
  const [home, front, other] = [replicas.find(isHome), ...others];
  if (home === undefined || front === undefined || other === undefined) throw new Error('No home');
  return [home, front, other];
}

/** The id decides which replica is the home, and which would be the next. */
async function signedIn(id = 'one'): Promise<KeptSignIn<FakeTokens>> {
  return at(0).signIns.find({ id, version: 1, tokens: provider.tokens() }).kept;
}

async function restart(one: Replica): Promise<Replica> {
  network.kill(one.peers);
  one.signIns.dispose();
  await pass(0);
  const next = replica(one.name);
  replicas = replicas.map((other) => (other === one ? next : other));
  await pass(0);
  return next;
}

test('requests at the moment of expiry, at every replica, make one refresh', async () => {
  const cookie = await signedIn();
  await pass(LIFE_MS);
  const asking = Array.from({ length: 20 }, (_, index) => ask(at(index), cookie));
  await pass(0);
  const cookies = await Promise.all(asking);
  expect(new Set(cookies.map(({ version, tokens }) => `${version} ${tokens.name}`)).size).toBe(1);
  expect([provider.shown, provider.reused]).toEqual([1, 0]);
});

test('new tokens are told to those that have the sign-in, and an old cookie finds them everywhere', async () => {
  const cookie = await signedIn();
  const [home, front, other] = homeAndOthers(cookie);
  const held = other.signIns.find(cookie);
  await pass(LIFE_MS);
  const renewed = ask(front, cookie);
  await pass(0);
  expect(held.kept).toEqual(await renewed);
  await pass(60_000);
  for (const one of [home, front, other]) expect((await ask(one, cookie)).version).toBe(2);
  expect(provider.shown).toBe(1);
});

test("a shell's owner that has had no request for three lives of the tokens renews", async () => {
  const cookie = await signedIn();
  const [, front, owner] = homeAndOthers(cookie);
  const held = owner.signIns.find(cookie);
  let browser = cookie;
  for (let life = 0; life < 3; life += 1) {
    await pass(LIFE_MS);
    const asking = ask(front, browser);
    await pass(0);
    browser = await asking;
  }
  await pass(LIFE_MS);
  const current = held.current();
  await pass(0);
  await expect(current).resolves.toMatchObject({ until: clock.now() + LIFE_MS });
  expect([provider.shown, provider.reused]).toEqual([4, 0]);
});

describe.each(['one', 'two', 'three', 'four', 'five', 'six'])('a home of %s that goes', (id) => {
  test('leaves the newest tokens to the next, and its next run asks for them', async () => {
    const cookie = await signedIn(id);
    const [home, front, other] = homeAndOthers(cookie);
    await pass(LIFE_MS);
    const asking = ask(front, cookie);
    await pass(0);
    await asking;
    const again = await restart(home);
    const holder = await restart(front);
    await pass(LIFE_MS);
    const all = [again, holder, other].map((one) => ask(one, cookie));
    await pass(0);
    expect((await Promise.all(all)).map(({ version }) => version)).toEqual([3, 3, 3]);
    expect(provider.reused).toBe(0);
  });

  test('while it renews: the next one takes over', async () => {
    const cookie = await signedIn(id);
    const [home, front] = homeAndOthers(cookie);
    await pass(LIFE_MS);
    provider.isSlow = true;
    const asking = ask(front, cookie);
    await pass(0);
    expect(provider.waiting).toBe(1);
    provider.isSlow = false;
    network.kill(home.peers);
    // The provider of this test takes a second showing for theft. Nobody can tell whether there was a first.
    const over = expect(asking).rejects.toMatchObject({ code: 'unauthenticated' });
    await pass(1000);
    await over;
    expect(provider.shown).toBe(1);
  });

  test('does not answer: tokens that are still valid are used until it is clear what it did', async () => {
    const cookie = await signedIn(id);
    const [home, front] = homeAndOthers(cookie);
    front.signIns.find(cookie);
    await pass(LIFE_MS - 20_000);
    provider.isSlow = true;
    const early = ask(front, cookie);
    await pass(0);
    expect(provider.waiting).toBe(1);
    network.stall(home.peers);
    await pass(4000);
    expect((await early).version).toBe(1);
    await pass(6000);
    expect((await ask(front, cookie)).version).toBe(1);
    network.heal();
    provider.answer();
    await pass(5000);
    const asking = ask(front, cookie);
    await pass(0);
    expect((await asking).version).toBe(2);
    expect([provider.shown, provider.reused]).toEqual([1, 0]);
  });

  test('has not answered when the tokens end: another replica renews', async () => {
    const cookie = await signedIn(id);
    const [home, front] = homeAndOthers(cookie);
    network.stall(home.peers);
    await pass(LIFE_MS);
    const asking = ask(front, cookie);
    await pass(0);
    expect((await asking).version).toBe(2);
  });

  test('is seen by some only: it is asked through them', async () => {
    const cookie = await signedIn(id);
    const [home, front, other] = homeAndOthers(cookie);
    network.part([home.peers], [front.peers]);
    await pass(LIFE_MS);
    const [near, far] = [ask(other, cookie), ask(front, cookie)];
    await pass(5000);
    await Promise.all([near, far]);
    expect([provider.shown, provider.reused]).toEqual([1, 0]);
  });
});

test('two that each think they are the home do not both show the refresh token', async () => {
  const cookie = await signedIn();
  const [home, front, other] = homeAndOthers(cookie);
  network.part([home.peers], [front.peers]);
  await pass(LIFE_MS);
  provider.isSlow = true;
  // Whoever does not see the home is the home, or asks the other, in whose eyes it lives.
  const asking = [home, front, other].map((one) => ask(one, cookie));
  await pass(500);
  expect(provider.waiting).toBe(1);
  provider.answer();
  await pass(1000);
  expect((await Promise.all(asking)).map(({ version }) => version)).toEqual([2, 2, 2]);
  expect(provider.reused).toBe(0);
});

describe('a sign-out', () => {
  test('ends the sign-in on every replica, also where it is not in use', async () => {
    const cookie = await signedIn();
    const used = at(1).signIns.find(cookie);
    void at(2).signIns.end(cookie);
    await pass(0);
    expect(used.ended.aborted).toBe(true);
    for (const { signIns } of replicas) expect(() => signIns.find(cookie)).toThrow('has ended');
  });

  test('gives the newest tokens of any replica, for the provider to forget', async () => {
    const cookie = await signedIn();
    const [home, front, other] = homeAndOthers(cookie);
    await pass(LIFE_MS);
    const asking = ask(front, cookie);
    await pass(0);
    const newest = await asking;
    network.kill(home.peers);
    const ending = other.signIns.end(cookie);
    await pass(0);
    expect((await ending).tokens).toEqual(newest.tokens);
  });

  test('is known to a replica that starts later, before it serves', async () => {
    const cookie = await signedIn();
    void at(0).signIns.end(cookie);
    await pass(0);
    const late = await restart(at(2));
    await late.signIns.caughtUp();
    expect(() => late.signIns.find(cookie)).toThrow('has ended');
  });

  test('of several thousand is known to it too', async () => {
    const cookies = Array.from({ length: 4500 }, () => at(0).signIns.begin(provider.tokens()).kept);
    network.kill(at(2).peers);
    await pass(0);
    for (const cookie of cookies) void at(0).signIns.end(cookie);
    await pass(0);
    const late = replica('web-3');
    await pass(0);
    await late.signIns.caughtUp();
    for (const cookie of cookies) expect(() => late.signIns.find(cookie)).toThrow('has ended');
    late.signIns.dispose();
  });

  test('is learned by one that comes back from a partition', async () => {
    const cookie = await signedIn();
    const [one, two, away] = [at(0), at(1), at(2)];
    const used = away.signIns.find(cookie);
    network.part([away.peers], [one.peers, two.peers]);
    await pass(5000);
    void one.signIns.end(cookie);
    await pass(5000);
    expect(used.ended.aborted).toBe(false);
    network.heal();
    await pass(5000);
    expect(used.ended.aborted).toBe(true);
  });

  test('of one that the provider has ended is told as well', async () => {
    const cookie = await signedIn();
    const used = at(1).signIns.find(cookie);
    // Somebody else has shown the refresh token.
    const thief = provider.signIns(lonePeers());
    await pass(LIFE_MS);
    await thief.find(cookie).current();
    thief.dispose();
    const over = expect(ask(at(2), cookie)).rejects.toMatchObject({ code: 'unauthenticated' });
    await pass(0);
    await over;
    expect(used.ended).toMatchObject({
      aborted: true,
      reason: { message: 'The provider has ended the sign-in.' },
    });
  });
});

const index = fc.nat(2);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), index, cookie: fc.nat(30) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(300, 10_000, LIFE_MS - 20_000, LIFE_MS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const) }) },
  fc.record({ kind: fc.constant('restart' as const), index }),
  fc.record({ kind: fc.constant('drain' as const), index }),
);

test('whichever replica is asked, and whichever ends between renewals, no refresh token is shown twice', async () => {
  await stop();
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.array(step, { maxLength: 25 }), async (id, steps) => {
      await start();
      const cookies = [await signedIn(id)];
      const asking: Promise<void>[] = [];
      for (const one of steps) {
        provider.isSlow = one.kind !== 'restart' && one.kind !== 'drain';
        if (one.kind === 'pass') {
          provider.answer();
          await pass(one.ms);
        } else if (one.kind === 'answer') provider.answer();
        else if (one.kind === 'ask') {
          const cookie = cookies[one.cookie % cookies.length];
          if (cookie === undefined) continue;
          const asked = ask(at(one.index), cookie).then(
            (next) => {
              if (next.version > (cookies.at(-1)?.version ?? 0)) cookies.push(next);
            },
            (error: { code?: string }) => {
              if (error.code !== 'sign-in-unavailable') throw error;
            },
          );
          asking.push(asked);
        } else {
          // Whoever ends while it renews takes what it was granted with it.
          do {
            provider.answer();
            await pass(3000);
          } while (provider.waiting > 0);
          if (one.kind === 'restart') await restart(at(one.index));
          else network.drain(at(one.index).peers as Parameters<FakePeerNetwork['drain']>[0]);
        }
        await settlePromises();
        expect(provider.reused).toBe(0);
      }
      provider.isSlow = false;
      provider.answer();
      await pass(10_000);
      await Promise.all(asking);
      expect(provider.reused).toBe(0);
      await stop();
    }),
    { numRuns: 50 },
  );
  await start();
}, 60_000);
