/** What a caller must be allowed to do with a pod, in the words of RBAC and in a sentence. */

export interface PodRight {
  /** Of `pods`; '': the pods themselves. */
  readonly subresource: '' | 'exec' | 'attach' | 'ephemeralcontainers';
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

/** To create a copy of a pod. A rule that names single pods does not count: the name is not known before. */
export const COPY_RIGHT: PodRight = {
  subresource: '',
  verbs: ['create'],
  act: (where) => `create pods ${where}`,
};

/** To delete a copy. */
export const DELETE_RIGHT: PodRight = {
  subresource: '',
  verbs: ['delete'],
  act: (where) => `delete pods ${where}`,
};

/** As rules of roles name it. */
export function resourceOf({ subresource }: Pick<PodRight, 'subresource'>): string {
  return subresource === '' ? 'pods' : `pods/${subresource}`;
}

/** The rule of a role that gives the right, as it stands in YAML. */
export function ruleOf(right: PodRight): string {
  const list = right.verbs.map((verb) => `"${verb}"`).join(', ');
  return `{apiGroups: [""], resources: ["${resourceOf(right)}"], verbs: [${list}]}`;
}
