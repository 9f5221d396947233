/** Every sentence of the page of one pod. */

import type { Container } from '#protocol/api.ts';

export const messages = {
  titleOf: (namespace: string, pod: string) => `${pod} in ${namespace}`,
  breadcrumb: 'Breadcrumb',
  pods: 'Pods',

  containers: 'Containers',
  groups: {
    regular: 'Containers',
    sidecar: 'Sidecars',
    init: 'Init containers',
    ephemeral: 'Ephemeral containers',
  } satisfies Record<Container['kind'], string>,
  states: {
    running: 'Running',
    waiting: 'Waiting',
    terminated: 'Terminated',
    unknown: 'Unknown',
  } satisfies Record<Container['state'], string>,
  stateNotReady: (state: string) => `${state}, not ready`,
  stateReason: (state: string, reason: string) => `${state}: ${reason}`,
  image: 'Image',
  started: 'Started',
  restarts: 'Restarts',
  ports: 'Ports',
  exitCode: 'Exit code',
  lastExit: 'Last exit',
  lastExitText: (code: number, reason: string) =>
    reason === '' ? `code ${code}` : `code ${code}, ${reason}`,
  ago: (age: string) => `${age} ago`,
  comma: ', ',

  conditions: 'Conditions',
  noConditions: 'No conditions reported yet.',
  conditionStatus: { True: 'yes', False: 'no', Unknown: 'unknown' } as Readonly<Record<string, string>>,

  events: 'Events',
  noEvents:
    'No recent events, or you don’t have permission to list events. Clusters keep events for about 1 hour.',
  times: (count: number) => `${count} times`,

  facts: 'About',
  namespace: 'Namespace',
  node: 'Node',
  noNode: 'not scheduled',
  ip: 'Pod IP',
  noIp: 'not assigned',
  created: 'Created',
  owner: 'Owner',
  noOwner: 'none',
  serviceAccount: 'Service account',
  system: 'Operating system',
  systems: { linux: 'Linux', windows: 'Windows' },
  labels: 'Labels',
  noLabels: 'No labels.',
  annotations: 'Annotations',
  noAnnotations: 'No annotations.',

  yaml: 'YAML',
  yamlOf: 'Pod YAML',
  showYaml: 'Show YAML',
  copyYaml: 'Copy',
  copied: 'Copied.',
  refused: 'The browser blocked access to the clipboard. Select the text and copy it.',
  reloadYaml: 'Refresh',
  managedFields: 'Show managed fields',

  execTitle: 'Shell unavailable.',
  goneTitle: 'Pod deleted.',
  gone: (time: string) => `The pod was deleted before ${time}. This page shows its last known state.`,
  goneShell: 'The pod was deleted.',
  staleTitle: (time: string) => `Showing the pod as of ${time}.`,

  notFoundTitle: 'Pod not found',
  notFoundNext: 'Check the pod name, the namespace and the context. The pod may have been deleted.',
  toPods: 'Show pods in this namespace',
  toPodList: 'Go to pods',
  loading: 'Loading pod',
} as const;
