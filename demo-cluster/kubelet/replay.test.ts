import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Frame, OPCODE, type RawClient, type ResponseHead } from './testing/raw-client.ts';
import { type Recording, readRecording, recordedFrames, replay } from './testing/recording.ts';
import { TestNode } from './testing/test-node.ts';

const BOTH_VERSIONS = [
  'binary-split-utf8',
  'client-close-1000',
  'crashloop',
  'empty-frame',
  'init-completed',
  'missing-abs-distroless-bin-sh',
  'missing-shell-busybox-bash',
  'missing-shell-distroless-sh',
  'missing-shell-nontty',
  'no-command',
  'no-streams',
  'nontty-exit0',
  'nontty-exit3',
  'nontty-signal',
  'not-executable',
  'ping',
  'resize-nontty',
  'resize-zero',
  'shell-killed',
  'shell-sighup',
  'text-frame-stdin',
  'tty-bash-noresize',
  'tty-stderr-true',
  'tty-true',
  'unknown-channel',
  'write-to-stdout-channel',
  // In these recordings the client timed out at the end.
  'bad-resize',
  'close-other-channel',
  'fragmented-stdin',
  'stdin-close-cat',
  'stdin-close-tty',
  'big-stdin-frame-1MiB',
  'big-stdin-frame-31MiB',
  'big-stdin-frame-33MiB',
].flatMap((name) => [`${name}.v4`, `${name}.v5`]);

const OTHERS = [
  'plain-get',
  'plain-post',
  'proto-base64',
  'proto-base64-v4',
  'proto-bearer-proto',
  'proto-channel',
  'proto-none',
  'proto-unknown',
  'proto-v3',
  'proto-v4+v5',
  'proto-v5+v4',
];

/** A node with the recorded pods, all running. */
async function recordedNode(): Promise<TestNode> {
  const node = await TestNode.startShared({
    backOff: { firstMs: 60_000, lastMs: 60_000, resetAfterMs: 60_000 },
  });
  await Promise.all([
    node.run('debian', 'localhost/debian:1'),
    node.run('busybox', 'localhost/busybox:1'),
    node.run('distroless', 'localhost/distroless:1'),
  ]);
  node.add(
    'multi',
    [
      { name: 'sidecar', image: 'localhost/busybox:1' },
      { name: 'web', image: 'localhost/debian:1' },
    ],
    {
      initContainers: [
        { name: 'init', image: 'localhost/busybox:1', command: ['sh', '-c', 'echo init done'] },
      ],
    },
  );
  await node.untilStatus(
    'multi',
    ({ containerStatuses }) => containerStatuses?.every(({ ready }) => ready) === true,
  );
  node.add('crashloop', [{ name: 'crash', image: 'localhost/crash:1' }]);
  await node.untilStatus(
    'crashloop',
    ({ containerStatuses }) => containerStatuses?.[0]?.state.waiting?.reason === 'CrashLoopBackOff',
  );
  return node;
}

describe('recordings of a real cluster, replayed against the kubelet', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await recordedNode();
  });
  afterAll(() => node.stop());
  for (const name of [...BOTH_VERSIONS, ...OTHERS]) {
    test(name, async () => {
      const recording = readRecording(name);
      const client = await replay(node.port, recording);
      expect(normalHead(client.response)).toEqual(normalHead(recording.response));
      if (recording.response.status !== 101) {
        expect(client.body).toBe(recording.response.body);
        return;
      }
      expectFrames(client, recording);
      client.socket.destroy();
    });
  }
});

/** Output may be chunked differently; everything else must be equal. */
function expectFrames(client: RawClient, recording: Recording): void {
  const recorded = recordedFrames(recording);
  const base64 = recorded[0]?.opcode === OPCODE.text;
  expect(client.frames.every(({ fin }) => fin)).toBe(true);
  for (const channel of [1, 2]) {
    expect(screenText(joined(client.frames, channel, base64))).toBe(
      screenText(joined(recorded, channel, base64)),
    );
  }
  expect(normalStatus(joined(client.frames, 3, base64))).toBe(normalStatus(joined(recorded, 3, base64)));
  expect(client.frames[0]?.payload).toEqual(base64 ? Buffer.from('1') : Buffer.of(1));
  if (!recording.timedOut) expect(client.closeCode()).toBe(closeCode(recorded));
  else expect(client.closeCode()).toBeUndefined();
}

function joined(frames: readonly Frame[], channel: number, base64: boolean): string {
  const opcode = base64 ? OPCODE.text : OPCODE.binary;
  const first = base64 ? channel + 48 : channel;
  const payloads = frames
    .filter((frame) => frame.opcode === opcode && frame.payload[0] === first)
    .map(({ payload }) => payload.subarray(1));
  if (base64) return payloads.map((payload) => Buffer.from(payload.toString(), 'base64').toString()).join('');
  return Buffer.concat(payloads).toString();
}

function closeCode(frames: readonly Frame[]): number | undefined {
  return frames.find(({ opcode }) => opcode === OPCODE.close)?.payload.readUInt16BE(0);
}

/** Removes escape sequences, which differ between bash versions. */
function screenText(text: string): string {
  const introducer = String.fromCharCode(27);
  return text
    .split(introducer)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[?0-9;]*[A-Za-z]/, '')))
    .join('')
    .replaceAll('\r', '');
}

function normalStatus(text: string): string {
  return text.replaceAll(/[0-9a-f]{64}/g, '<id>');
}

function normalHead(head: ResponseHead | undefined): unknown {
  const headers = head?.headers.map((line) => line.replace(/^(Date|Audit-Id): .*/, '$1: <any>'));
  // Node's HTTP server adds and reorders headers; those of the API server have their own tests.
  return { statusLine: head?.statusLine, headers: headers?.toSorted() };
}
