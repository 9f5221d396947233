/** The ephemeral container that `kubectl debug -it` adds, with its profiles (k8s.io/kubectl/pkg/cmd/debug, 1.36). */

import type { DebugProfile } from '#protocol/debug.ts';

export interface DebugSpec {
  readonly name: string;
  readonly image: string;
  readonly stdin: true;
  readonly tty: true;
  readonly terminationMessagePolicy: 'File';
  readonly targetContainerName?: string;
  readonly securityContext?: SecurityContext;
}

interface SecurityContext {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly seccompProfile?: { readonly type: string };
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
}

/** What kubectl's profiles set for ephemeral containers; `baseline` sets nothing. */
const SECURITY: Readonly<Record<DebugProfile, SecurityContext | undefined>> = {
  general: { capabilities: { add: ['SYS_PTRACE'] } },
  baseline: undefined,
  restricted: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  netadmin: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
  sysadmin: { privileged: true },
};

/** @param target undefined: it sees its own processes only */
export function debugSpec(
  name: string,
  { image, target, profile }: { image: string; target: string | undefined; profile: DebugProfile },
): DebugSpec {
  const securityContext = SECURITY[profile];
  return {
    name,
    image,
    stdin: true,
    tty: true,
    terminationMessagePolicy: 'File',
    ...(target === undefined ? {} : { targetContainerName: target }),
    ...(securityContext === undefined ? {} : { securityContext }),
  };
}
