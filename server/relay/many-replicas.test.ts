/**
 * Hundreds of shells over replicas that come, go, stall, part, drain, are shut off and come back as other runs, in any order.
 * Pages come back through any replica. What holds: each id has one process, what a living owner's process prints and gets is
 * whole, and each page is told one end.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakePage } from './testing/fake-page.ts';
import { type FakeReplica, FakeReplicas } from './testing/fake-replicas.ts';

const SHELLS = 200;
const MANY = 10_000;

const index = fc.nat({ max: 1000 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('print' as const), by: index, bytes: fc.nat({ max: 60 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flood' as const), by: index }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('type' as const), by: index, bytes: fc.nat({ max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('drop' as const, 'exit' as const), by: index }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'stall' as const), by: index }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('shut' as const, 'drain' as const), by: index }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('part' as const), by: index, from: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('break' as const), by: index }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('heal' as const, 'start' as const), by: index }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), by: index, ms: fc.nat({ max: 6_000 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** More than the window of a channel. */
const FLOOD_BYTES = 400_000;

/** A step concerns every so many pages, from one of them on. */
const STRIDE = 7;

class Play {
  readonly world = new FakeReplicas({
    resumeMs: 3_600_000,
    maxSessions: MANY,
    maxSessionsPerUser: MANY,
    maxUnboundSessionsPerUser: MANY,
    maxUnboundSessionsPerAddress: MANY,
    maxSessionsPerAddress: MANY,
    maxUnattachedSessionsPerUser: MANY,
  });
  readonly #names: readonly string[];
  readonly #pages: FakePage[] = [];
  readonly #started = new Set<unknown>();
  #turn = 0;

  constructor(replicas: number) {
    this.#names = Array.from({ length: replicas }, (_, number) => `web-${number + 1}`);
  }

  async begin(): Promise<void> {
    for (const name of this.#names) this.world.start(name);
    await this.world.pass(0);
    for (let count = 0; count < SHELLS; count += 1) this.#pages.push(new FakePage(this.#any(count), count));
    for (const page of this.#pages) page.come(this.#next());
    await this.#settle();
  }

  async take(step: Step): Promise<void> {
    const pages = this.#pages.filter((_, number) => number % STRIDE === step.by % STRIDE);
    switch (step.kind) {
      case 'print':
        for (const page of pages) if (this.#lives(page.owner)) page.print(step.bytes);
        break;
      case 'flood':
        for (const page of pages.slice(0, 3)) if (this.#lives(page.owner)) page.print(FLOOD_BYTES);
        break;
      case 'type':
        for (const page of pages) if (!page.isEnded) page.type(step.bytes);
        break;
      case 'drop':
        for (const page of pages) page.drop();
        break;
      case 'exit':
        for (const { owner, stream } of pages.slice(0, 5)) {
          if (this.#lives(owner) && stream?.ended === false) stream.exit(0);
        }
        break;
      case 'kill':
        if (this.world.replicas.length > 1) this.#kill(this.#any(step.by));
        break;
      case 'stall':
        this.world.network.stall(this.#any(step.by).peers);
        break;
      case 'shut':
        this.world.network.shut(this.#any(step.by).peers);
        break;
      case 'drain':
        this.world.network.drain(this.#any(step.by).peers);
        break;
      case 'part': {
        const [one, other] = [this.#any(step.by), this.#any(step.from)];
        if (one !== other) this.world.network.part([one.peers], [other.peers]);
        break;
      }
      case 'break':
        for (const socket of [...this.#any(step.by).sockets]) socket.terminate();
        break;
      case 'heal':
        this.world.network.heal();
        break;
      case 'start':
        this.#startMissing();
        break;
      case 'pass':
        await this.world.pass(step.ms);
        break;
      default:
        step satisfies never;
    }
    await this.#settle();
  }

  /** All is well again: everybody is told what there is to tell, and what lives is whole. */
  async finish(): Promise<void> {
    this.world.network.heal();
    this.#startMissing();
    for (let second = 0; second < 8; second += 1) {
      await this.world.pass(1000);
      await this.#settle();
    }
    for (const page of this.#pages) {
      const lives = this.#lives(page.owner);
      const isOver = !lives || page.stream?.ended !== false;
      expect(page.ends).toHaveLength(isOver ? 1 : 0);
      if (isOver) continue;
      expect(page.isConnected).toBe(true);
      page.expectWhole();
    }
    await this.world.network.dispose();
  }

  #kill(replica: FakeReplica): void {
    for (const page of this.#pages) if (page.front === replica) page.drop();
    this.world.kill(replica);
  }

  #startMissing(): void {
    const running = new Set(this.world.replicas.map(({ name }) => name));
    for (const name of this.#names) if (!running.has(name)) this.world.start(name);
  }

  /** What is on its way arrives, and pages that have lost their connection come back. */
  async #settle(): Promise<void> {
    await this.world.pass(0);
    this.#look();
    for (const page of this.#pages) if (!page.isConnected && !page.isEnded) page.come(this.#next());
    await this.world.pass(0);
    this.#look();
  }

  #look(): void {
    for (const replica of this.world.replicas) {
      for (const stream of replica.backend.streams) {
        if (this.#started.has(stream)) continue;
        this.#started.add(stream);
        stream.sink.onStarted('bash');
      }
    }
    for (const page of this.#pages) {
      page.look();
      expect(page.owner.streamsOf(page.sessionId).length).toBeLessThanOrEqual(1);
    }
  }

  #lives(replica: FakeReplica): boolean {
    return this.world.replicas.includes(replica);
  }

  #any(number: number): FakeReplica {
    const { replicas } = this.world;
    const replica = replicas[number % replicas.length];
    if (replica === undefined) throw new Error('No replica runs');
    return replica;
  }

  /** As a load balancer that knows nothing chooses. */
  #next(): FakeReplica {
    this.#turn += 1;
    return this.#any(this.#turn);
  }
}

test('whatever happens, nothing is lost, doubled, started twice or told twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 5 }),
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (replicas, steps) => {
        const play = new Play(replicas);
        await play.begin();
        for (const one of steps) await play.take(one);
        await play.finish();
      },
    ),
    { numRuns: 10 },
  );
}, 120_000);
