import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settlePromises } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import type { KeptSignIn } from './sign-in.ts';
import { type FakeTokens, LIFE_MS } from './testing/fake-tokens.ts';
import { ask, SignInReplicas } from './testing/sign-in-replicas.ts';

let replicas: SignInReplicas;
beforeEach(async () => {
  replicas = await SignInReplicas.start();
});
afterEach(() => replicas.stop());

describe('a sign-out', () => {
  test('ends the sign-in on every replica, also where it is not in use', async () => {
    const cookie = replicas.signedIn('one');
    const used = replicas.at(1).signIns.find(cookie);
    void replicas.at(2).signIns.end(cookie);
    await replicas.pass(0);
    expect(used.ended.aborted).toBe(true);
    for (const { signIns } of replicas.all) expect(() => signIns.find(cookie)).toThrow('has ended');
  });

  test('gives the newest tokens of any replica, for the provider to forget', async () => {
    const cookie = replicas.signedIn('one');
    const [home, front, other] = replicas.homeAndOthers(cookie);
    await replicas.pass(LIFE_MS);
    const asking = ask(front, cookie);
    await replicas.pass(0);
    const newest = await asking;
    replicas.network.kill(home.peers);
    const ending = other.signIns.end(cookie);
    await replicas.pass(0);
    expect((await ending).tokens).toEqual(newest.tokens);
  });

  test('is known to a replica that starts later, before it serves', async () => {
    const cookie = replicas.signedIn('one');
    void replicas.at(0).signIns.end(cookie);
    await replicas.pass(0);
    const late = await replicas.restart(replicas.at(2));
    await late.signIns.caughtUp();
    expect(() => late.signIns.find(cookie)).toThrow('has ended');
  });

  test('of several thousand is known to it too', async () => {
    const cookies = Array.from(
      { length: 4500 },
      () => replicas.at(0).signIns.begin(replicas.provider.tokens()).kept,
    );
    replicas.network.kill(replicas.at(2).peers);
    await replicas.pass(0);
    for (const cookie of cookies) void replicas.at(0).signIns.end(cookie);
    await replicas.pass(0);
    const late = replicas.add('web-3');
    await replicas.pass(0);
    await late.signIns.caughtUp();
    for (const cookie of cookies) expect(() => late.signIns.find(cookie)).toThrow('has ended');
    late.signIns.dispose();
  });

  test('is learned by one that comes back from a partition', async () => {
    const cookie = replicas.signedIn('one');
    const [one, two, away] = [replicas.at(0), replicas.at(1), replicas.at(2)];
    const used = away.signIns.find(cookie);
    replicas.network.part([away.peers], [one.peers, two.peers]);
    await replicas.pass(5000);
    void one.signIns.end(cookie);
    await replicas.pass(5000);
    expect(used.ended.aborted).toBe(false);
    replicas.network.heal();
    await replicas.pass(5000);
    expect(used.ended.aborted).toBe(true);
  });

  test('of one that the provider has ended is told as well', async () => {
    const cookie = replicas.signedIn('one');
    const used = replicas.at(1).signIns.find(cookie);
    // Somebody else has shown the refresh token.
    const thief = replicas.provider.signIns(lonePeers());
    await replicas.pass(LIFE_MS);
    await thief.find(cookie).current();
    thief.dispose();
    const over = expect(ask(replicas.at(2), cookie)).rejects.toMatchObject({ code: 'unauthenticated' });
    await replicas.pass(0);
    await over;
    expect(used.ended).toMatchObject({
      aborted: true,
      reason: { message: 'The provider has ended the sign-in.' },
    });
  });
});

const index = fc.nat(2);
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('signOut' as const), index, which: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), index, which: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(500, 5000) }) },
  fc.record({ kind: fc.constantFrom('part' as const, 'stall' as const), index }),
  fc.record({ kind: fc.constantFrom('heal' as const, 'restart' as const), index }),
);

test('however replicas were apart, in the end all know the same sign-outs', async () => {
  await replicas.stop();
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 25 }), async (steps) => {
      replicas = await SignInReplicas.start();
      const cookies = Array.from(
        { length: 4 },
        () => replicas.at(0).signIns.begin(replicas.provider.tokens()).kept,
      );
      const out = new Set<KeptSignIn<FakeTokens>>();
      const pending: Promise<unknown>[] = [];
      for (const one of steps) {
        const cookie = cookies['which' in one ? one.which : 0];
        if (cookie === undefined) continue;
        if (one.kind === 'signOut') {
          out.add(cookie);
          pending.push(replicas.at(one.index).signIns.end(cookie));
        } else if (one.kind === 'ask') {
          // Where it is not known yet that the sign-in has ended, it is open.
          pending.push(
            Promise.resolve()
              .then(() => ask(replicas.at(one.index), cookie))
              .catch(() => {}),
          );
        } else if (one.kind === 'pass') await replicas.pass(one.ms);
        else if (one.kind === 'stall') replicas.network.stall(replicas.at(one.index).peers);
        else if (one.kind === 'part') {
          const away = replicas.at(one.index).peers;
          replicas.network.part(
            [away],
            replicas.all.filter(({ peers }) => peers !== away).map(({ peers }) => peers),
          );
        } else {
          replicas.network.heal();
          // What only one knows that is killed, nobody knows.
          await replicas.pass(10_000);
          if (one.kind === 'restart') await replicas.restart(replicas.at(one.index));
        }
        await settlePromises();
      }
      replicas.network.heal();
      await replicas.pass(15_000);
      await Promise.all(pending);
      for (const { signIns } of replicas.all) {
        for (const cookie of cookies) {
          if (out.has(cookie)) expect(() => signIns.find(cookie)).toThrow('has ended');
          else expect(signIns.find(cookie).ended.aborted).toBe(false);
        }
      }
      await replicas.stop();
    }),
    { numRuns: 30 },
  );
  replicas = await SignInReplicas.start();
}, 60_000);
