import { expect, test } from 'vitest';
import { type FrameWindow, openEmbedChannel } from './embed-channel.ts';
import type { HostMessage } from './embed-messages.ts';

const HOST = 'https://portal.example.com';
const OTHER = 'https://other.example.com';
const close = { target: 'podshell', type: 'close' };

/** A frame in a host page; `ancestorOrigins` is undefined in browsers that do not support it. */
function frameIn(ancestorOrigins: readonly string[] | undefined) {
  const posted: unknown[][] = [];
  const parent = { postMessage: (...args: unknown[]) => void posted.push(args) };
  const target = new EventTarget();
  const frame = {
    parent,
    location: ancestorOrigins === undefined ? {} : { ancestorOrigins },
    addEventListener: (type: string, listener: unknown, options: AddEventListenerOptions) =>
      target.addEventListener(type, listener as EventListener, options),
  } as FrameWindow;
  const say = (data: unknown, origin: string, source: unknown = parent) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  return { frame, posted, say };
}

function opened(ancestorOrigins: readonly string[] | undefined, allowed: readonly string[]) {
  const { frame, posted, say } = frameIn(ancestorOrigins);
  const heard: HostMessage[] = [];
  const channel = openEmbedChannel(frame, allowed, (message) => heard.push(message));
  if (channel === null) throw new Error('No channel');
  return { channel, posted, say, heard };
}

const told = { source: 'podshell', type: 'state', state: 'connecting' } as const;

test('messages are sent to an allowed host with its origin', () => {
  const { channel, posted } = opened([HOST, OTHER], [OTHER, HOST]);
  channel.tell(told);
  expect(posted).toEqual([[told, HOST]]);
});

test('a host that is not allowed gets no messages', () => {
  const { channel, posted } = opened([OTHER, HOST], [HOST]);
  channel.tell(told);
  expect(posted).toEqual([]);
});

test('without ancestorOrigins, messages are addressed to the allowed origins only', () => {
  const { channel, posted } = opened(undefined, [HOST, OTHER]);
  channel.tell(told);
  expect(posted).toEqual([
    [told, HOST],
    [told, OTHER],
  ]);
});

test('messages count only from the parent, with an allowed origin and a known shape', () => {
  const { say, heard } = opened([HOST], [HOST]);
  say(close, OTHER);
  say(close, 'null');
  say(close, HOST, {});
  say(close, HOST, null);
  say({ target: 'podshell', type: 'stdin', data: 'rm -rf /' }, HOST);
  expect(heard).toEqual([]);
  say(close, HOST);
  expect(heard).toEqual([close]);
});

test('no message is handled after close', () => {
  const { channel, say, heard } = opened([HOST], [HOST]);
  channel.dispose();
  say(close, HOST);
  expect(heard).toEqual([]);
});

test('a page outside a frame has no channel', () => {
  const { frame } = frameIn([]);
  Object.assign(frame, { parent: frame });
  expect(openEmbedChannel(frame, [HOST], () => {})).toBeNull();
});
