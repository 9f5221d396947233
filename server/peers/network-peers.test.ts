import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { OLDEST_PEER_PROTOCOL, PEER_PROTOCOL } from './hello.ts';
import { NetworkPeers } from './network-peers.ts';
import { FakePeerNetwork } from './testing/fake-peers.ts';
import type { PeerTransport } from './transport.ts';

const SELF = { id: 'web-1-0123456789ab', name: 'web-1' };
const OTHER = { id: 'web-2-0123456789ab', name: 'web-2' };
const URL = 'https://10.0.0.2:9443';

let clock: FakeClock;
let logger: RecordingLogger;
let answer: () => Promise<unknown>;
let asked: unknown[];
let counts: unknown[];
let peers: NetworkPeers;

beforeEach(() => {
  clock = new FakeClock();
  logger = new RecordingLogger();
  asked = [];
  counts = [];
  const transport: PeerTransport = {
    hello(_url, hello, signal) {
      asked.push(hello);
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        answer().then(resolve, reject);
      });
    },
    call: async () => ({ status: 501, body: {} }),
    onClosed: undefined,
  };
  peers = new NetworkPeers({
    self: SELF,
    url: () => 'https://10.0.0.1:9443',
    transport,
    directory: { start: (onListed) => onListed([URL]), dispose() {} },
    clock,
    logger,
    observer: { onCall: (...call) => counts.push(call), onPeers: (count) => counts.push(count) },
  });
});

afterEach(async () => {
  answer = async () => helloOf({});
  await peers.dispose();
});

const helloOf = (changes: object) => ({
  protocol: PEER_PROTOCOL,
  oldest: OLDEST_PEER_PROTOCOL,
  id: OTHER.id,
  url: URL,
  state: 'serving',
  gone: [],
  ...changes,
});

test('another version is refused with one line in the log of both', async () => {
  const newer = helloOf({ protocol: PEER_PROTOCOL + 3, oldest: PEER_PROTOCOL + 1 });
  answer = async () => newer;
  peers.start();
  await clock.advanceAsync(5000);
  peers.hearHello(newer);
  expect(logger.of('error')).toEqual([
    {
      level: 'error',
      fields: {
        replica: OTHER.id,
        theirs: { protocol: PEER_PROTOCOL + 3, oldest: PEER_PROTOCOL + 1 },
        ours: { protocol: PEER_PROTOCOL, oldest: OLDEST_PEER_PROTOCOL },
      },
      message: 'A replica runs another version of Podshell, with which this one cannot work together',
    },
  ]);
  expect(peers.live).toEqual([]);
  expect(peers.fateOf(OTHER.id).kind).toBe('unreachable');
});

test('who is hello said to by a replica that it does not know says hello to it at once', async () => {
  answer = async () => helloOf({ id: SELF.id });
  peers.start();
  await settlePromises();
  const elsewhere = 'https://10.0.0.3:9443';
  answer = async () => helloOf({ url: elsewhere });
  expect(peers.hearHello(helloOf({ url: elsewhere }))).toMatchObject({ id: SELF.id, state: 'serving' });
  await settlePromises();
  expect(peers.live).toMatchObject([{ id: OTHER.id, url: elsewhere }]);
});

test('an answer that arrives while this process was held up still counts', async () => {
  let tell = (_hello: unknown) => {};
  answer = () =>
    new Promise((resolve) => {
      tell = resolve;
    });
  peers.start();
  const soon: (() => void)[] = [];
  clock.soon = (callback) => soon.push(callback);
  // The timer is late: what has arrived meanwhile is read after it.
  clock.advance(3000);
  tell(helloOf({}));
  await settlePromises();
  for (const callback of soon) callback();
  await settlePromises();
  expect(peers.fateOf(OTHER.id).kind).toBe('alive');
});

test('a connection that was cut is tried again at once, and no more than that', async () => {
  answer = () => Promise.reject(new Error('cut'));
  peers.start();
  await settlePromises();
  expect(asked).toHaveLength(2);
  await clock.advanceAsync(1000);
  expect(asked).toHaveLength(4);
});

test('a listener may end another one', async () => {
  answer = async () => helloOf({});
  const heard: string[] = [];
  peers.onChange(() => {
    heard.push('first');
    leave();
  });
  const leave = peers.onChange(() => heard.push('second'));
  peers.start();
  await settlePromises();
  expect(heard.filter((one) => one === 'second').length).toBeLessThan(2);
  expect(peers.live).toHaveLength(1);
});

test('a listener that fails holds up no other, and is logged', async () => {
  answer = async () => helloOf({});
  let heard = 0;
  peers.onChange(() => {
    throw new Error('bug');
  });
  peers.onChange(() => {
    heard += 1;
  });
  peers.start();
  await settlePromises();
  expect(heard).toBeGreaterThan(0);
  expect(peers.live).toHaveLength(1);
  expect(logger.of('error')[0]).toMatchObject({ fields: { err: new Error('bug') } });
});

test('words that are no hello are told once', async () => {
  answer = async () => 'what?';
  peers.start();
  await clock.advanceAsync(8000);
  expect(logger.of('warn').filter(({ message }) => message.startsWith('No replica'))).toEqual([
    {
      level: 'warn',
      fields: { url: URL, reason: 'It answers in words that are no hello' },
      message: 'No replica answers at an address of the list of peers',
    },
  ]);
});

test('a replica that no other gets through to says so once, and when one does', async () => {
  const network = new FakePeerNetwork(new FakeClock());
  const [shut] = [network.start('web-1'), network.start('web-2')];
  await network.clock.advanceAsync(1000);
  network.shut(shut);
  await network.clock.advanceAsync(20_000);
  network.heal();
  await network.clock.advanceAsync(5000);
  const said = network.logger.records.map(({ message }) => message);
  expect(said.filter((text) => /kept meanwhile|again/.test(text))).toEqual([
    // The other one reaches nobody.
    'No other replica answers: shells without a connection are kept meanwhile',
    'Other replicas answer, but none gets through to the listener for peers of this one: shells without a connection are kept meanwhile',
    'Other replicas answer again, or none is missing',
    'A replica answers again',
    'Other replicas answer again, or none is missing',
  ]);
  await network.dispose();
});

test('metrics learn of peers and of calls', async () => {
  answer = async () => helloOf({});
  peers.start();
  await settlePromises();
  expect(counts.at(-1)).toEqual({ serving: 1, draining: 0, unreachable: 0 });
  const [peer] = peers.live;
  if (peer === undefined) throw new Error('no peer');
  const call = { name: 'some-call', request: undefined as never, answer: undefined as never };
  await expect(peers.call(peer, call, {})).rejects.toMatchObject({ code: 'replica-unreachable' });
  expect(counts.at(-1)).toEqual(['some-call', 'failed']);
});

test('another run at the address of a killed one is known at once', async () => {
  const network = new FakePeerNetwork(new FakeClock());
  const first = network.start('web-1');
  const other = network.start('web-2');
  await network.clock.advanceAsync(300);
  network.kill(first);
  await network.clock.advanceAsync(0);
  const again = network.start('web-1');
  await network.clock.advanceAsync(0);
  expect(other.live.map(({ id }) => id)).toEqual([again.self.id]);
  await network.dispose();
});
