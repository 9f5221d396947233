/** Every sentence about pods that a user reads or hears. */

import { formatNumber } from '#components/language/numbers.ts';
import type { Container, ExecAccess } from '#protocol/api.ts';

/** Names in a sentence: `a`, `a and b`, `a, b, and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

export const messages = {
  title: 'Pods',
  titleIn: (namespaces: readonly string[]) => {
    if (namespaces.length === 0) return 'Pods';
    // A tab shows some 30 characters.
    return namespaces.length > 3
      ? `Pods in ${namespaces.length} namespaces`
      : `Pods in ${listed(namespaces)}`;
  },
  inContext: (context: string) => `context ${context}`,
  allNamespaces: 'All namespaces',
  namespace: 'Namespace',
  chooseNamespace: 'Choose namespaces',
  namespaceSearch: 'Find a namespace',
  namespaceTyped: (name: string) => `Use “${name}”`,
  namespaceCount: (count: number) => `${count} namespaces`,
  namespaceTaps: 'Tap a name to show only it; tick it to add it.',
  namespaceKeys: 'Click a name to show only it; tick it (or Ctrl+Enter) to add it.',
  namespacesIncomplete: 'You don’t have permission to list namespaces. Type a namespace you know.',
  noNamespaceMatch: 'No matching namespace.',

  filter: 'Filter pods',
  filterPlaceholder: 'Filter pods, e.g. web or status:crash',
  logs: 'Logs',
  logsOfShown: 'Logs of the pods shown',
  filterHelp:
    'All words must match. Search one field with name:, namespace:, status:, node:, label:, container:, owner: or is:. Exclude with a leading minus.',
  filterHelpTitle: 'Filter syntax',
  clearFilter: 'Clear filter',
  problems: {
    all: (count: number) => (count === 1 ? '1 problem' : `${formatNumber(count)} problems`),
    crashing: (count: number) => `${formatNumber(count)} crashing`,
    failed: (count: number) => `${formatNumber(count)} failed`,
    pending: (count: number) => `${formatNumber(count)} pending`,
    notready: (count: number) => `${formatNumber(count)} not ready`,
    none: 'No problems',
    label: 'Show only pods with problems',
  },
  sort: 'Sort by',
  reverse: 'Reverse order',

  count: (shown: number, total: number) =>
    shown === total
      ? `${formatNumber(total)} ${total === 1 ? 'pod' : 'pods'}`
      : `${formatNumber(shown)} of ${formatNumber(total)} pods`,

  live: {
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: 'Reconnecting',
    stale: 'Stale',
    unreachable: 'No response',
    connectingHint: 'Waiting for the first response from the cluster.',
    liveHint: 'Changes in the cluster appear immediately.',
    reconnectingHint: (time: string) =>
      `Connection to Podshell lost at ${time}. Retrying automatically. This list may be out of date.`,
    staleHint: (time: string) => `No updates from the cluster since ${time}. Retrying automatically.`,
  },

  columns: {
    name: 'Name',
    namespace: 'Namespace',
    status: 'Status',
    containers: 'Containers',
    restarts: 'Restarts',
    age: 'Age',
    node: 'Node',
    ip: 'Pod IP',
    labels: 'Labels',
  },
  viewTitle: 'Columns and density',
  noIp: 'not assigned',
  shellColumn: 'Shell',
  table: 'Pods',
  tableKeys:
    'Arrow keys move between pods. Right arrow moves to the pod’s buttons. Enter opens the pod, S opens a shell.',
  nextPod: 'Next pod (or ↓)',
  previousPod: 'Previous pod (or ↑)',
  openShell: 'Open a shell in the selected pod',
  waiting: (count: number) => (count === 1 ? '1 new pod' : `${formatNumber(count)} new pods`),
  deleted: 'Pod deleted. A shell needs a running pod.',

  /** Units of an age, as kubectl writes them, and what stands between two of them. */
  age: { second: 's', minute: 'm', hour: 'h', day: 'd', year: 'y', between: '' },

  /** Why a pod is not well, beside its status. */
  cause: {
    exit: (code: number) => `exit ${code}`,
    exitBySignal: (code: number, signal: string) => `exit ${code} (${signal})`,
    reasonAndCode: (reason: string, code: string) => `${reason}, ${code}`,
    withMessage: (text: string, message: string) => `${text}: ${message}`,
    inContainer: (text: string, container: string) => `${text} in ${container}`,
    lastExit: (text: string) => `last exit: ${text}`,
    image: {
      missing: (image: string) => `image ${image} not found`,
      denied: (image: string) => `no access to image ${image}`,
      'missing-or-denied': (image: string) => `image ${image} not found, or no access`,
      other: (image: string) => `can’t pull image ${image}`,
    },
  },
  statusNotReady: (status: string) => `${status}, not ready`,
  ready: (ready: number, total: number) => `${ready} of ${total} containers ready`,
  restartsAfterNumber: (count: number) => (count === 1 ? ' restart' : ' restarts'),
  restartCount: (count: number) => (count === 1 ? '1 restart' : `${count} restarts`),
  restartedAgo: (age: string) => `(${age} ago)`,
  noNode: 'not scheduled',

  shell: 'Shell',
  shellIn: (pod: string, container: string, where: string) =>
    `Shell in ${pod}, container ${container}, ${where}`,
  shellUnavailable: (pod: string, where: string, reason: string) =>
    `Shell in ${pod} unavailable, ${where}. ${reason}`,
  moreActions: (pod: string, where: string) => `More actions for ${pod}, ${where}`,
  containersOf: (pod: string) => `Containers in ${pod}`,
  knownPods: 'Favorite and recent pods',
  notRunning: (container: Pick<Container, 'name' | 'state' | 'reason'>) => {
    const why = container.reason === '' ? '' : ` (${container.reason})`;
    switch (container.state) {
      case 'waiting':
        return `Container ${container.name} isn’t running${why}. A shell needs a running container.`;
      case 'terminated':
        return `Container ${container.name} has terminated${why}. A shell needs a running container.`;
      case 'running':
      case 'unknown':
        return `Container ${container.name} hasn’t started yet${why}. A shell needs a running container.`;
    }
  },
  noContainer: 'The pod has no containers yet. A shell needs a running container.',
  /** The server says it in English, and names the verbs. */
  mayNotExec: ({ detail }: Pick<ExecAccess, 'detail' | 'missing'>, _namespace: string) => detail,

  states: {
    showAll: 'Show all namespaces',
    standardContext: 'Use the default context',
    tryAgain: 'Try again',
    staleBanner: (time: string) => `Showing pods as of ${time}.`,
    retrying: 'Retrying automatically.',
    loading: 'Loading pods',
  },
} as const;
