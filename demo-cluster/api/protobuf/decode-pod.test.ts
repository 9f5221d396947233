import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusError } from '../../objects/status-error.ts';
import { decodePod } from './decode-pod.ts';
import { fieldOf as field, framed, MessageEncoder } from './encode-message.ts';
import { int } from './message.ts';

const number = (tag: number, value: number) => new MessageEncoder({ [tag]: int('value') }).encode({ value });
const all = (...parts: Buffer[]) => Buffer.concat(parts);
const pod = (metadata: Buffer, spec: Buffer) =>
  decodePod(framed('v1', 'Pod', [field(1, metadata), field(2, spec), field(3, field(1, ''))]));

test('texts, numbers, lists, maps and nested messages are decoded', () => {
  const metadata = all(
    field(1, 'copy'),
    field(3, 'team-a'),
    // The zero time.
    field(8, ''),
    field(11, all(field(1, 'app'), field(2, 'web'))),
    field(11, all(field(1, 'empty'), field(2, ''))),
  );
  const quantity = field(1, '64Mi');
  const container = all(
    field(1, 'app'),
    field(2, 'busybox:1'),
    field(3, 'sh'),
    field(3, '-c'),
    field(8, field(2, all(field(1, 'memory'), field(2, quantity)))),
    field(15, all(field(1, field(1, 'SYS_PTRACE')), number(2, 0))),
    number(16, 1),
    number(17, 0),
  );
  const volume = all(field(1, 'config'), field(2, field(19, all(field(1, field(1, 'map')), number(3, 420)))));
  expect(pod(metadata, all(field(2, container), field(1, volume), number(4, 0), number(27, 0)))).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'copy', namespace: 'team-a', labels: { app: 'web', empty: '' } },
    spec: {
      containers: [
        {
          name: 'app',
          image: 'busybox:1',
          command: ['sh', '-c'],
          resources: { requests: { memory: '64Mi' } },
          // Of a pointer, zero is a value; of others it is what JSON leaves out.
          securityContext: { capabilities: { add: ['SYS_PTRACE'] }, privileged: false },
          stdin: true,
        },
      ],
      volumes: [{ name: 'config', configMap: { name: 'map', defaultMode: 420 } }],
      terminationGracePeriodSeconds: 0,
      shareProcessNamespace: false,
    },
  });
});

test('a field that is not known is refused, not lost', () => {
  expect(() => pod(Buffer.alloc(0), field(18, field(1, '')))).toThrow(/protobuf field 18/);
});

test('any bytes decode or throw a StatusError', () => {
  const bytes = fc.uint8Array().map((array) => Buffer.from(array));
  const spec = bytes.map((body) => framed('v1', 'Pod', [field(2, body)]));
  fc.assert(
    fc.property(fc.oneof(bytes, spec), (body) => {
      try {
        decodePod(body);
      } catch (error) {
        expect(error).toBeInstanceOf(StatusError);
      }
    }),
  );
});
