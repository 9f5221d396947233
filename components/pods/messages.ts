/** Every sentence about pods that a user reads or hears. */

import type { Container, ExecAccess } from '#protocol/api.ts';

const list = new Intl.ListFormat('en');
const number = new Intl.NumberFormat('en');

export const messages = {
  title: 'Pods',
  titleIn: (namespaces: readonly string[]) =>
    namespaces.length === 0 ? 'Pods' : `Pods in ${list.format(namespaces)}`,
  allNamespaces: 'All namespaces',
  namespace: 'Namespace',
  chooseNamespace: 'Choose namespaces',
  namespaceSearch: 'Find a namespace',
  namespaceTyped: (name: string) => `Use “${name}”`,
  namespaceCount: (count: number) => `${count} namespaces`,
  namespaceKeys: 'The box adds one to those shown, as Ctrl+Enter does.',
  namespacesIncomplete: 'You may not list namespaces. Type the name of one you know.',
  noNamespaceMatch: 'No namespace has such a name.',

  filter: 'Filter pods',
  filterPlaceholder: 'Filter, as in web or status:crash',
  filterHelp:
    'Words must all match. Look in one place with name:, namespace:, status:, node:, label: or container:, leave out with a leading minus.',
  filterHelpTitle: 'What the filter understands',
  filterRules:
    'A word is looked for in names, namespaces, statuses, nodes, addresses and containers. Several words must all match, a part of each is enough, and case does not matter.',
  filterExamples: [
    { filter: 'namespace:team-a', finds: 'in a namespace (ns: for short)' },
    { filter: 'status:crash', finds: 'by status, as CrashLoopBackOff' },
    { filter: 'status:notready', finds: 'running, but not ready' },
    { filter: 'node:worker-1', finds: 'on a node' },
    { filter: 'label:app=web', finds: 'by label, name and value' },
    { filter: 'container:sidecar', finds: 'with such a container' },
    { filter: '-status:running', finds: 'all others: a minus turns it around' },
  ],
  clearFilter: 'Clear the filter',
  sort: 'Sort by',
  reverse: 'Reverse the order',

  count: (shown: number, total: number) =>
    shown === total
      ? `${number.format(total)} ${total === 1 ? 'pod' : 'pods'}`
      : `${number.format(shown)} of ${number.format(total)} pods`,

  live: {
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: 'Reconnecting',
    stale: 'Stale',
    unreachable: 'No answer',
    connectingHint: 'Waiting for the first answer of the cluster.',
    liveHint: 'Changes in the cluster show here at once.',
    reconnectingHint: (time: string) =>
      `The connection to Podshell dropped at ${time}. Trying again by itself; what you see may be old.`,
    staleHint: (time: string) => `Nothing new from the cluster since ${time}. Trying again by itself.`,
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
  columnsTitle: 'Columns',
  columnsUsual: 'The usual columns',
  noIp: 'none yet',
  shellColumn: 'Shell',
  table: 'Pods',

  /** Units of an age, as kubectl writes them. */
  age: { second: 's', minute: 'm', hour: 'h', day: 'd', year: 'y' },

  statusNotReady: (status: string) => `${status}, not ready`,
  ready: (ready: number, total: number) => `${ready} of ${total} containers ready`,
  restartsAfterNumber: (count: number) => (count === 1 ? ' restart' : ' restarts'),
  noNode: 'not scheduled',

  shell: 'Shell',
  shellIn: (pod: string, container: string) => `Shell in ${pod}, container ${container}`,
  shellUnavailable: (pod: string, reason: string) => `Shell in ${pod} is not available. ${reason}`,
  moreContainers: (pod: string) => `Choose a container of ${pod}`,
  containersOf: (pod: string) => `Containers of ${pod}`,
  onOwnPage: 'On a page of its own',
  shellOnOwnPage: (container: string) => `${container}, on a page of its own`,
  defaultContainer: 'default',
  notRunning: (container: Pick<Container, 'name' | 'state' | 'reason'>) => {
    const why = container.reason === '' ? '' : ` (${container.reason})`;
    switch (container.state) {
      case 'waiting':
        return `Container ${container.name} has not started${why}. A shell needs a running container.`;
      case 'terminated':
        return `Container ${container.name} has ended${why}. A shell needs a running container.`;
      case 'running':
      case 'unknown':
        return `The cluster does not report that container ${container.name} runs${why}. A shell needs a running container.`;
    }
  },
  noContainer: 'The pod has no container yet. A shell needs a running container.',
  /** The server says it in English, and names the rights. */
  mayNotExec: ({ detail }: Pick<ExecAccess, 'detail' | 'missing'>, _namespace: string) => detail,

  states: {
    emptyTitle: 'No pods here',
    emptyIn: (namespaces: readonly string[]) =>
      `${list.format(namespaces)} ${namespaces.length === 1 ? 'holds' : 'hold'} no pods. The next one that starts shows here by itself.`,
    emptyAnywhere:
      'The cluster holds no pods that you may list. The next one that starts shows here by itself.',
    showAll: 'Show all namespaces',
    show: (namespace: string) => `Show ${namespace}`,
    noMatchTitle: 'No pod matches',
    noMatch: (total: number) =>
      `${total === 1 ? 'One pod is' : `${number.format(total)} pods are`} hidden by the filter.`,
    forbiddenTitle: 'You may not list pods here',
    forbiddenNext:
      'Choose a namespace that you may see, switch the context, or ask whoever runs the cluster for the right to list pods.',
    refusedSome: (namespaces: readonly string[]) => `You may not list pods in ${list.format(namespaces)}.`,
    leaveOut: (count: number) => (count === 1 ? 'Leave it out' : 'Leave them out'),
    unreachableTitle: 'The cluster does not answer',
    unreachableNext: 'Podshell tries again by itself, and the pods show as soon as it answers.',
    contextTitle: 'No such context',
    contextNext: 'Choose one of the contexts at the top of the page.',
    unauthenticatedTitle: 'The cluster does not know you',
    unauthenticatedNext: 'Renew the credentials of this context, then try again.',
    otherTitle: 'The pods cannot be shown',
    otherNext: 'The reason is below. Check the address, or try again.',
    serverGoneTitle: 'Podshell does not answer',
    tryAgain: 'Try again',
    staleBanner: (time: string) => `You see the pods as of ${time}.`,
    staleNext: 'Podshell tries again by itself.',
    loading: 'Loading pods',
  },

  /** Why something could not be shown, by the code of the problem. */
  causes: {
    forbidden: 'The cluster does not allow you to see these pods.',
    unauthenticated: 'The cluster does not accept the credentials of this context.',
    'pod-not-found': 'The cluster has no pod of this name in this namespace.',
    'context-not-found': 'The kubeconfig has no context of this name.',
    'bad-request': 'A name or a parameter of the address is not valid.',
    'cluster-unreachable': 'Podshell got no answer from the cluster.',
    'cluster-error': 'The cluster gave an unexpected answer.',
    draining: 'The server is shutting down.',
    'internal-error': 'Something went wrong in the server.',
    'server-unreachable': 'The page lost its server.',
  },
  unknownCause: 'The server refused it.',
} as const;
