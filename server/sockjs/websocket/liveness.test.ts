import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { serveSockJs } from '../test-server/serve.ts';
import { RecordingApp } from '../testing/recording-app.ts';
import { WebSocketClient } from '../testing/web-socket-client.ts';
import { Liveness, PONG_TIMEOUT_MS, STALL_TIMEOUT_MS } from './liveness.ts';

const HEARTBEAT_MS = 5_000;

/** A simulated peer, advanced second by second, and whether Liveness has declared it dead. */
class Peer {
  readonly clock = new FakeClock(0);
  readonly traffic = { bytesRead: 0, bytesWritten: 0, writableLength: 0 };
  readingPaused = false;
  beats = 0;
  deadAt: number | undefined;
  readonly #liveness: Liveness;

  constructor(heartbeatMs = HEARTBEAT_MS) {
    const peer = this;
    this.#liveness = new Liveness(this.traffic as Socket, this.clock, heartbeatMs, {
      onBeat: () => this.beats++,
      onDead: () => {
        this.deadAt = this.clock.now();
      },
      get readingPaused() {
        return peer.readingPaused;
      },
    });
  }

  /** Advances the clock by `seconds` and calls `each` in every second. */
  pass(seconds: number, each: () => void = () => {}): this {
    for (let second = 0; second < seconds; second++) {
      each();
      this.clock.advance(1000);
    }
    return this;
  }

  dispose(): void {
    this.#liveness.dispose();
  }
}

describe('a peer', () => {
  test('that never answers is dead after 14 s, with a heartbeat of 5 s', () => {
    expect(new Peer().pass(20).deadAt).toBe(HEARTBEAT_MS + PONG_TIMEOUT_MS);
  });

  test('that stops answering is dead within 15 s', () => {
    for (let silentFrom = 1; silentFrom <= 12; silentFrom++) {
      const peer = new Peer();
      peer.pass(silentFrom, () => peer.traffic.bytesRead++);
      const deadAt = peer.pass(30).deadAt ?? Number.POSITIVE_INFINITY;
      expect(deadAt - silentFrom * 1000).toBeLessThan(15_000);
    }
  });

  test('that answers within 9 s is alive', () => {
    const peer = new Peer(25_000);
    peer.pass(25);
    for (let round = 0; round < 5; round++) {
      peer.pass(8);
      peer.traffic.bytesRead++;
      peer.pass(17);
    }
    expect(peer.deadAt).toBeUndefined();
    expect(peer.beats).toBeGreaterThan(5);
    peer.dispose();
  });

  test('is alive while it reads a backlog, however slowly', () => {
    const peer = new Peer();
    Object.assign(peer.traffic, { bytesWritten: 1_000_000, writableLength: 1_000_000 });
    peer.pass(120, () => (peer.traffic.writableLength -= 1000));
    expect(peer.deadAt).toBeUndefined();
    peer.dispose();
  });

  test('that reads nothing of a small backlog is dead', () => {
    const peer = new Peer();
    Object.assign(peer.traffic, { bytesWritten: 1000, writableLength: 1000 });
    expect(peer.pass(15).deadAt).toBe(14_000);
  });

  test.each([
    ['is unsent here', 1_000_000],
    ["is in the peer's network stack", 0],
  ])('may stop reading for a while when much %s', (_where, writableLength) => {
    const peer = new Peer();
    peer.pass(7, () => peer.traffic.bytesRead++);
    Object.assign(peer.traffic, { bytesWritten: 1_000_000, writableLength });
    peer.pass(60);
    expect(peer.deadAt).toBeUndefined();
    peer.traffic.bytesRead++;
    Object.assign(peer.traffic, { writableLength: 0 });
    peer.pass(10, () => peer.traffic.bytesRead++);
    expect(peer.pass(30).deadAt).toBeLessThan(77_000 + 15_000);
  });

  test('that never reads again is dead after the stall timeout', () => {
    const peer = new Peer();
    Object.assign(peer.traffic, { bytesWritten: 1_000_000, writableLength: 1_000_000 });
    expect(peer.pass(200).deadAt).toBe(HEARTBEAT_MS + STALL_TIMEOUT_MS);
  });

  test('is not expected to answer while reading is paused', () => {
    const peer = new Peer();
    peer.readingPaused = true;
    expect(peer.pass(60).deadAt).toBeUndefined();
    peer.readingPaused = false;
    expect(peer.pass(30).deadAt).toBeDefined();
  });

  test('gets a beat every heartbeat interval', () => {
    const peer = new Peer();
    peer.pass(60, () => peer.traffic.bytesRead++);
    expect(peer.beats).toBe(12);
    peer.dispose();
  });

  test('leaves no timer behind', () => {
    const peer = new Peer();
    peer.dispose();
    expect(peer.clock.pendingTimers).toBe(0);
    const dead = new Peer().pass(20);
    expect(dead.clock.pendingTimers).toBe(0);
  });
});

describe('a connection', () => {
  async function connected(path: string, autoPong: boolean) {
    const clock = new FakeClock();
    const app = new RecordingApp();
    const options = { prefix: '/s', heartbeatMs: HEARTBEAT_MS, clock, onConnection: app.onConnection };
    const served = await serveSockJs([options], 0);
    const client = await WebSocketClient.open(served.port, path, {}, { autoPong });
    return { clock, app, client, served, recorded: await app.latest() };
  }

  test.each(['/s/0/0/websocket', '/s/websocket'])('at %s ends when pings are not answered', async (path) => {
    const { clock, app, client, served, recorded } = await connected(path, false);
    clock.advance(HEARTBEAT_MS + PONG_TIMEOUT_MS);
    await app.until(() => recorded.closes === 1);
    expect((await client.closed).code).toBe(1006);
    await served.dispose();
    expect(clock.pendingTimers).toBe(0);
  });

  test('stays open while pings are answered, and gets heartbeats', async () => {
    const { clock, app, client, served, recorded } = await connected('/s/0/0/websocket', true);
    expect(await client.next()).toBe('o');
    for (let beat = 0; beat < 10; beat++) {
      const ponged = new Promise((resolve) => client.socket.once('ping', resolve));
      clock.advance(HEARTBEAT_MS);
      expect(await client.next()).toBe('h');
      await ponged;
      client.send('["still here"]');
      const count = beat + 1;
      while (recorded.messages.length < count) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(recorded.closes).toBe(0);
    await served.dispose();
    await client.closed;
    await app.until(() => recorded.closes === 1);
  });
});
