import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { NetworkPeers } from './network-peers.ts';
import { FakePeerNetwork } from './testing/fake-peers.ts';

const NAMES = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];
const KEYS = Array.from({ length: 30 }, (_, index) => `user-${index}`);

type Step = (world: World) => void | Promise<void>;

/** Replicas, and those of the past. */
class World {
  readonly network = new FakePeerNetwork(new FakeClock());
  readonly running = new Map<string, NetworkPeers>();
  readonly killed: NetworkPeers[] = [];

  start(name: string): void {
    if (!this.running.has(name)) this.running.set(name, this.network.start(name));
  }

  end(name: string): NetworkPeers | undefined {
    const peers = this.running.get(name);
    this.running.delete(name);
    if (peers !== undefined) this.killed.push(peers);
    return peers;
  }

  get all(): readonly NetworkPeers[] {
    return [...this.running.values()];
  }

  /** What must hold at every moment. */
  check(): void {
    for (const one of this.all) {
      for (const other of this.all) {
        const { kind } = one.fateOf(other.self.id);
        expect(kind === 'self').toBe(one === other);
        expect(kind, `${one.self.id} of ${other.self.id}`).not.toBe('gone');
      }
    }
  }
}

const name = fc.constantFrom(...NAMES);
const of = (take: (world: World, peers: NetworkPeers) => void | Promise<void>) =>
  name.map(
    (one): Step =>
      async (world) => {
        const peers = world.running.get(one);
        if (peers !== undefined) await take(world, peers);
      },
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  name.map(
    (one): Step =>
      (world) =>
        world.start(one),
  ),
  name.map(
    (one): Step =>
      (world) => {
        const peers = world.end(one);
        if (peers !== undefined) world.network.kill(peers);
      },
  ),
  of(async (world, peers) => {
    world.end(peers.self.name);
    const stopped = world.network.stop(peers);
    await world.network.clock.advanceAsync(1000);
    await stopped;
  }),
  of((world, peers) => world.network.stall(peers)),
  of((world, peers) =>
    world.network.part(
      [peers],
      world.all.slice(0, 2).filter((one) => one !== peers),
    ),
  ),
  of((world, peers) => world.network.drain(peers)),
  fc.constant<Step>(({ network }) => network.heal()),
);

test('whatever happens, nobody who runs is taken for gone, and once the network is whole all agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(6000)), { maxLength: 25 }), async (steps) => {
      const world = new World();
      const { network } = world;
      for (const one of NAMES.slice(0, 3)) world.start(one);
      for (const [take, ms] of steps) {
        await take(world);
        world.check();
        await network.clock.advanceAsync(ms);
        world.check();
      }
      network.heal();
      await network.clock.advanceAsync(7000);
      const ids = world.all.map(({ self }) => self.id).sort();
      for (const one of world.all) {
        expect([one.self, ...one.live].map(({ id }) => id).sort()).toEqual(ids);
        expect(one.unreachable).toEqual([]);
        expect(one.isolated).toBe(false);
        for (const { self } of world.killed) expect(one.fateOf(self.id).kind).not.toBe('alive');
        const homes = KEYS.map((key) => (one.homeOf(key) ?? one.self).id);
        expect(homes).toEqual(KEYS.map((key) => (world.all[0]?.homeOf(key) ?? world.all[0]?.self)?.id));
      }
      // Asked once, each is known to have ended a little later.
      await network.clock.advanceAsync(3000);
      for (const one of world.all) {
        for (const { self } of world.killed) expect(one.fateOf(self.id).kind).toBe('gone');
      }
      await network.dispose();
    }),
    { numRuns: 100 },
  );
});
