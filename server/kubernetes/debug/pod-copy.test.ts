import { describe, expect, test } from 'vitest';
import type { PodObject } from '../objects.ts';
import { newCopyName } from './debug-name.ts';
import { copyOf } from './pod-copy.ts';

const MARKS = { of: 'web', container: 'debugger-x', createdBy: 'ada' };
const WISH = { image: 'busybox:1', replace: undefined, sameNode: false, profile: 'general' } as const;

const POD: PodObject = {
  metadata: {
    name: 'web',
    namespace: 'team-a',
    uid: 'u',
    resourceVersion: '7',
    labels: { app: 'web' },
    annotations: { 'kubernetes.io/config.mirror': 'f00' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }],
  },
  spec: {
    nodeName: 'node-1',
    restartPolicy: 'Always',
    serviceAccountName: 'web',
    containers: [
      {
        name: 'app',
        image: 'app:1',
        command: ['/app'],
        args: ['--serve'],
        stdinOnce: true,
        livenessProbe: { periodSeconds: 1 },
        readinessProbe: { periodSeconds: 1 },
        startupProbe: { periodSeconds: 1 },
        securityContext: { runAsNonRoot: true, capabilities: { add: ['CHOWN'], drop: ['ALL'] } },
      },
    ],
    initContainers: [{ name: 'init', image: 'init:1' }],
    ephemeralContainers: [{ name: 'debugger-y', image: 'busybox:1' }],
  },
  status: { phase: 'Running' },
};

test('what would draw traffic or controllers to the copy is left out, and it says whose it is', () => {
  const { metadata, spec, ...rest } = copyOf(POD, 'web-debug-x', MARKS, WISH);
  expect(rest).toEqual({ apiVersion: 'v1', kind: 'Pod' });
  expect(metadata).toEqual({
    name: 'web-debug-x',
    namespace: 'team-a',
    labels: { 'podshell.dev/debug-copy': 'true' },
    annotations: {
      'podshell.dev/copy-of': 'web',
      'podshell.dev/created-by': 'ada',
      'podshell.dev/debug-container': 'debugger-x',
      'kubectl.kubernetes.io/default-container': 'debugger-x',
    },
  });
  expect(Object.keys(spec).sort()).toEqual([
    'containers',
    'initContainers',
    'restartPolicy',
    'serviceAccountName',
    'shareProcessNamespace',
  ]);
  expect(spec).toMatchObject({ restartPolicy: 'Never', shareProcessNamespace: true });
});

test('the node is kept only if wanted', () => {
  expect(copyOf(POD, 'c', MARKS, { ...WISH, sameNode: true }).spec).toMatchObject({ nodeName: 'node-1' });
});

test('a pod that shares no processes on purpose stays so', () => {
  const apart = { ...POD, spec: { ...POD.spec, shareProcessNamespace: false } };
  expect(copyOf(apart, 'c', MARKS, WISH).spec.shareProcessNamespace).toBe(false);
});

test('a container is added, and the others keep all but their probes', () => {
  const { securityContext } = POD.spec?.containers?.[0] ?? {};
  expect(copyOf(POD, 'c', MARKS, WISH).spec.containers).toEqual([
    { name: 'app', image: 'app:1', command: ['/app'], args: ['--serve'], stdinOnce: true, securityContext },
    {
      name: 'debugger-x',
      image: 'busybox:1',
      stdin: true,
      tty: true,
      terminationMessagePolicy: 'File',
      securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
    },
  ]);
});

describe('in place of a program', () => {
  const replaced = (wish: object) =>
    copyOf(POD, 'c', { ...MARKS, container: 'app' }, { ...WISH, replace: 'app', ...wish }).spec.containers;
  const command = ['sh', '-c', expect.stringMatching(/exec bash; exec sh$/)];
  const SHELL = { name: 'app', command, stdin: true, stdinOnce: false, tty: true };

  test('a shell runs in the same image, or in another', () => {
    const capabilities = { add: ['CHOWN', 'SYS_PTRACE'], drop: ['ALL'] };
    const securityContext = { runAsNonRoot: true, capabilities };
    expect(replaced({ image: undefined })).toEqual([{ ...SHELL, image: 'app:1', securityContext }]);
    expect(replaced({})).toMatchObject([{ ...SHELL, image: 'busybox:1' }]);
  });

  test.each([
    ['baseline', undefined],
    [
      'restricted',
      {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    ],
    [
      'netadmin',
      { runAsNonRoot: true, capabilities: { add: ['CHOWN', 'NET_ADMIN', 'NET_RAW'], drop: ['ALL'] } },
    ],
    ['sysadmin', { runAsNonRoot: true, privileged: true, capabilities: { add: ['CHOWN'], drop: ['ALL'] } }],
  ])('profile %s is that of kubectl', (profile, securityContext) => {
    expect(replaced({ profile })[0]?.securityContext).toEqual(securityContext);
  });
});

test.each([
  ['web', 'web-debug-bbbbb'],
  ['a'.repeat(253), `${'a'.repeat(51)}-debug-bbbbb`],
  [`${'a'.repeat(50)}.${'b'.repeat(100)}`, `${'a'.repeat(50)}-debug-bbbbb`],
])('a copy of %s is named %s', (pod, name) => {
  expect(newCopyName(pod, () => 0)).toBe(name);
});
