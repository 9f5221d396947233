/** Every sentence of the page of one pod. */

import type { Container, ContainerProbe, EnvName, ProbeKind } from '#protocol/api.ts';

type ProbeTimes = Omit<ContainerProbe, 'kind' | 'check'>;

export const messages = {
  titleOf: (namespace: string, pod: string) => `${pod} in ${namespace}`,
  breadcrumb: 'Breadcrumb',
  pods: 'Pods',

  log: 'Log',
  logs: 'Logs',
  logOf: (container: string) => `Log of ${container}`,
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
    unknown: 'Not started',
  } satisfies Record<Container['state'], string>,
  stateNotReady: (state: string) => `${state}, not ready`,
  stateReason: (state: string, reason: string) => `${state}: ${reason}`,
  image: 'Image',
  started: 'Started',
  restarts: 'Restarts',
  ports: 'Ports',
  lastExit: 'Last exit',
  resources: 'Resources',
  requests: (resource: string, amount: string) => `${resource} request ${amount}`,
  limits: (resource: string, amount: string) => `${resource} limit ${amount}`,
  probes: 'Probes',
  probeKinds: { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' } satisfies Record<
    ProbeKind,
    string
  >,
  probeTimes: (probe: ProbeTimes) =>
    `every ${probe.periodSeconds} s, timeout ${probe.timeoutSeconds} s, fails after ${probe.failureThreshold}` +
    (probe.delaySeconds === 0 ? '' : `, first after ${probe.delaySeconds} s`),
  mounts: 'Mounts',
  mountFrom: (volume: string, readOnly: boolean) =>
    readOnly ? `from ${volume}, read-only` : `from ${volume}`,
  env: 'Environment',
  envKinds: {
    value: 'set in the pod',
    configMap: 'ConfigMap',
    secret: 'Secret',
    field: 'field',
    other: 'other source',
  } satisfies Record<EnvName['from'], string>,
  envSource: (kind: string, source: string) => `from ${kind} ${source}`,
  envFrom: (kind: string, source: string, prefix: string) =>
    `All keys of ${kind} ${source}${prefix === '' ? '' : `, prefixed with ${prefix}`}`,
  volumes: 'Volumes',
  onThisPage: 'On this page',
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
  ownerLogs: (owner: string) => `Logs of all pods of ${owner}`,
  ownerPods: 'Show the pods of this owner',
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
