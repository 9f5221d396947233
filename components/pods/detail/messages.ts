/** Every sentence of the page of one pod. */

import type { Container } from '#protocol/api.ts';

export const messages = {
  titleOf: (namespace: string, pod: string) => `${pod} in ${namespace}`,
  breadcrumb: 'Where you are',
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
    terminated: 'Ended',
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
  noConditions: 'The cluster reports no conditions yet.',
  conditionStatus: { True: 'yes', False: 'no', Unknown: 'unknown' } as Readonly<Record<string, string>>,

  events: 'Events',
  noEvents: 'No recent events, or none that you may see. A cluster keeps events for about an hour.',
  times: (count: number) => `${count} times`,

  facts: 'About',
  namespace: 'Namespace',
  node: 'Node',
  noNode: 'not scheduled',
  ip: 'Pod IP',
  noIp: 'none yet',
  created: 'Created',
  owner: 'Owner',
  noOwner: 'none',
  serviceAccount: 'Service account',
  system: 'System',
  systems: { linux: 'Linux', windows: 'Windows' },
  labels: 'Labels',
  noLabels: 'No labels.',
  annotations: 'Annotations',
  noAnnotations: 'No annotations.',

  yaml: 'YAML',
  yamlOf: 'The pod as YAML',
  showYaml: 'Show the YAML',
  copyYaml: 'Copy',
  copied: 'Copied.',
  refused: 'The browser does not let this page copy. Select the text instead.',
  reloadYaml: 'Read again',
  managedFields: 'With managed fields',

  execTitle: 'Shells are not allowed.',
  goneTitle: 'This pod is gone.',
  gone: (time: string) => `It was deleted before ${time}. What you see is how it last was.`,
  goneShell: 'The pod is gone.',
  refusedTitle: 'You may not see this pod any more.',
  staleTitle: (time: string) => `You see the pod as of ${time}.`,
  staleNext: 'Podshell tries again by itself.',

  notFoundTitle: 'There is no such pod',
  notFoundNext: 'It may have been deleted, or it belongs to another namespace or context.',
  forbiddenTitle: 'You may not see this pod',
  forbiddenNext: 'Switch the context, or ask whoever runs the cluster for the right to get pods.',
  toPods: 'Show the pods of the namespace',
  loading: 'Loading the pod',
} as const;
