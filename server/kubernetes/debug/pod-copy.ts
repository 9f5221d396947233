/** The copy that `kubectl debug --copy-to` makes of a pod (k8s.io/kubectl/pkg/cmd/debug, 1.36). Pure. */

import type { DebugProfile } from '#protocol/debug.ts';
import { type CopyMarks, marksOf } from '#protocol/debug-copy.ts';
import type { ContainerSpec, PodObject } from '../objects.ts';
import { debugSpec, withProfile } from './debug-spec.ts';

export interface CopyWish {
  /** Undefined: that of the container. */
  readonly image: string | undefined;
  /** The container that gets a shell in place of its program; undefined: one is added. */
  readonly replace: string | undefined;
  readonly sameNode: boolean;
  readonly profile: DebugProfile;
}

/** bash where there is one: unlike dash, which is `sh` in Debian, it draws its prompt again for whoever attaches. */
const SHELL = ['sh', '-c', 'command -v bash >/dev/null && exec bash; exec sh'];

/**
 * The manifest to create. Labels, so that no Service and no controller takes the copy for one of its own; annotations,
 * probes, ephemeral containers and the node are left out, as kubectl does. Unlike there, nothing is started again: the shell
 * ends with `exit`, and a program that crashes does so once.
 * @param marks `container` is the one with the shell
 */
export function copyOf(
  { metadata = {}, spec = {} }: PodObject,
  name: string,
  marks: CopyMarks,
  wish: CopyWish,
) {
  const { ephemeralContainers: _ephemeral, nodeName, containers = [], ...kept } = spec;
  const { namespace } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...marksOf(marks) },
    spec: {
      ...kept,
      ...(wish.sameNode && nodeName !== undefined ? { nodeName } : {}),
      containers: debugged(containers.map(withoutProbes), marks.container, wish),
      restartPolicy: 'Never',
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
    },
  };
}

function debugged(
  containers: readonly ContainerSpec[],
  name: string,
  { image, profile, replace }: CopyWish,
): ContainerSpec[] {
  if (replace === undefined) {
    return [...containers, debugSpec(name, { image: image ?? '', target: undefined, profile })];
  }
  return containers.map((container) =>
    container.name === replace ? withProfile(withShell(container, image), profile) : container,
  );
}

function withShell({ args: _args, ...container }: ContainerSpec, image: string | undefined): ContainerSpec {
  return {
    ...container,
    ...(image === undefined ? {} : { image }),
    command: [...SHELL],
    stdin: true,
    stdinOnce: false,
    tty: true,
  };
}

function withoutProbes({
  livenessProbe: _liveness,
  readinessProbe: _readiness,
  startupProbe: _startup,
  ...container
}: ContainerSpec): ContainerSpec {
  return container;
}
