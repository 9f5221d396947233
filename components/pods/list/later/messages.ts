/** Sentences of the pod list that its first view does not need. */

import { formatNumber } from '#components/language/numbers.ts';
import { listed } from '../../messages.ts';

export const messages = {
  filterRules:
    'Words match names, namespaces, statuses, nodes, IP addresses and containers. All words must match. Part of a word is enough. Case is ignored.',
  filterExamples: [
    { filter: 'namespace:team-a', finds: 'in a namespace (short form: ns:)' },
    { filter: 'status:crash', finds: 'by status, e.g. CrashLoopBackOff' },
    { filter: 'is:problem', finds: 'crashing, failed, pending or not ready' },
    { filter: 'is:crashing', finds: 'one kind; also is:failed, is:pending, is:notready' },
    { filter: 'node:worker-1', finds: 'on a node' },
    { filter: 'label:app=web', finds: 'by label key and value' },
    { filter: 'container:sidecar', finds: 'by container name' },
    { filter: 'owner:job/backup', finds: 'by owner: kind/name, or part of either' },
    { filter: '-status:running', finds: 'everything else (- excludes)' },
  ],

  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  columnsUsual: 'Reset columns',

  refusedSome: (namespaces: readonly string[]) =>
    `You don’t have permission to list pods in ${listed(namespaces)}.`,
  onlyOne: (namespace: string) =>
    `Showing only ${namespace}: you don’t have permission to list pods across all namespaces.`,
  notShown: (namespaces: readonly string[], more: number) =>
    more === 0
      ? `Not shown: ${listed(namespaces)}.`
      : `Not shown: ${listed([...namespaces, `${formatNumber(more)} more`])}.`,
  notShownUnknown: 'To see another namespace, choose it by name.',
  leaveOut: (count: number) => (count === 1 ? 'Hide this namespace' : 'Hide these namespaces'),

  emptyTitle: 'No pods',
  emptyIn: (namespaces: readonly string[]) =>
    `No pods in ${listed(namespaces)}. New pods appear here automatically.`,
  emptyAnywhere: 'You have no pods to list in this cluster. New pods appear here automatically.',
  show: (namespace: string) => `Show ${namespace}`,
  noMatchTitle: 'No matching pods',
  noMatch: (total: number) =>
    total === 1 ? 'The filter hides 1 pod.' : `The filter hides ${formatNumber(total)} pods.`,
  columnsTitle: 'Columns',
} as const;
