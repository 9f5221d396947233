/** The ephemeral container that `kubectl debug -it` adds, with its profiles (k8s.io/kubectl/pkg/cmd/debug, 1.36). */

import type { DebugProfile } from '#protocol/debug.ts';
import type { ContainerSpec, SecurityContext } from '../objects.ts';

/** @param target undefined: it sees its own processes only */
export function debugSpec(
  name: string,
  { image, target, profile }: { image: string; target: string | undefined; profile: DebugProfile },
): ContainerSpec {
  return withProfile(
    {
      name,
      image,
      stdin: true,
      tty: true,
      terminationMessagePolicy: 'File',
      ...(target === undefined ? {} : { targetContainerName: target }),
    },
    profile,
  );
}

/** The container with what a profile allows it. Some profiles add to what it may, others replace that. */
export function withProfile(container: ContainerSpec, profile: DebugProfile): ContainerSpec {
  const { securityContext: before, ...rest } = container;
  const securityContext = profiled(before, profile);
  return securityContext === undefined ? rest : { ...rest, securityContext };
}

function profiled(before: SecurityContext | undefined, profile: DebugProfile): SecurityContext | undefined {
  switch (profile) {
    case 'general':
      return withCapabilities(before, ['SYS_PTRACE']);
    case 'baseline':
      return undefined;
    case 'restricted':
      return {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      };
    case 'netadmin':
      return withCapabilities(before, ['NET_ADMIN', 'NET_RAW']);
    case 'sysadmin':
      return { ...before, privileged: true };
    default:
      return profile satisfies never;
  }
}

function withCapabilities(before: SecurityContext = {}, added: readonly string[]): SecurityContext {
  const { capabilities = {} } = before;
  return {
    ...before,
    capabilities: { ...capabilities, add: [...new Set([...(capabilities.add ?? []), ...added])] },
  };
}
