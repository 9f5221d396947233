/** What a caller must be allowed to do with a pod, in the words of RBAC and in a sentence. */

export interface PodRight {
  /** Of `pods`. */
  readonly subresource: 'exec' | 'attach' | 'ephemeralcontainers';
  readonly verbs: readonly string[];
  /** For "You don't have permission to …"; `where` is "here" or names the pod. */
  readonly act: (where: string) => string;
}

/**
 * An exec or attach over WebSocket is a GET, so the API server asks for `get` on the subresource; from Kubernetes 1.35
 * on it asks for `create` too. We check both, so that a role that will stop working is found early.
 */
const STREAM_VERBS = ['get', 'create'] as const;

export const EXEC_RIGHT: PodRight = {
  subresource: 'exec',
  verbs: STREAM_VERBS,
  act: (where) => `open a shell ${where}`,
};

export const ATTACH_RIGHT: PodRight = {
  subresource: 'attach',
  verbs: STREAM_VERBS,
  act: (where) => `attach to a container ${where}`,
};

/** To add an ephemeral container. */
export const DEBUG_RIGHT: PodRight = {
  subresource: 'ephemeralcontainers',
  verbs: ['patch'],
  act: (where) => `add a debug container ${where}`,
};

/** The rule of a role that gives the right, as it stands in YAML. */
export function ruleOf({ subresource, verbs }: PodRight): string {
  const list = verbs.map((verb) => `"${verb}"`).join(', ');
  return `{apiGroups: [""], resources: ["pods/${subresource}"], verbs: [${list}]}`;
}
