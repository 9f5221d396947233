import { expect, test } from 'vitest';
import { changedExample, type Manifest, renderedExample } from './examples.ts';
import { findings } from './manifest-rules.ts';

/** What is found after a change to the object of that kind, or of that name and kind. */
function found(example: string, kind: string, change: (manifest: Manifest) => void): readonly string[] {
  return findings(changedExample(example, kind, change));
}

const OTHERS = 'Policy podshell lets others reach the port of replicas.';

test.each<readonly [string, string, string, (manifest: Manifest) => void]>([
  [
    'Several replicas do not know each other.',
    'single',
    'Deployment',
    ({ spec }) => Object.assign(spec, { replicas: 2 }),
  ],
  [
    'A replica stops before another one has its place.',
    'defaults',
    'Deployment',
    ({ spec }) => Object.assign(spec.strategy.rollingUpdate, { maxUnavailable: 1 }),
  ],
  [
    'A replica stops before another one has its place.',
    'defaults',
    'Deployment',
    ({ spec }) => Object.assign(spec, { strategy: { type: 'Recreate' } }),
  ],
  [
    'Replicas have no key by which they know each other.',
    'defaults',
    'Deployment',
    ({ spec: { template } }) => {
      const [main] = template.spec.containers;
      main.env = main.env.filter(({ name }: Manifest) => name !== 'PODSHELL_SECRET_FILE');
    },
  ],
  [
    'Budget podshell stops the drain of a node.',
    'defaults',
    'PodDisruptionBudget',
    ({ spec }) => Object.assign(spec, { maxUnavailable: 0 }),
  ],
  [
    'Budget podshell stops the drain of a node.',
    'replicas',
    'PodDisruptionBudget',
    ({ spec }) => Object.assign(spec, { minAvailable: 3 }),
  ],
  [OTHERS, 'oidc', 'NetworkPolicy', ({ spec }) => delete spec.ingress[0].ports],
  [OTHERS, 'oidc', 'NetworkPolicy', ({ spec }) => spec.ingress[0].ports.push({ port: 9443 })],
  [OTHERS, 'oidc', 'NetworkPolicy', ({ spec }) => spec.ingress[0].ports.push({ protocol: 'TCP' })],
  [OTHERS, 'oidc', 'NetworkPolicy', ({ spec }) => Object.assign(spec.ingress[0].ports[0], { endPort: 9999 })],
  [OTHERS, 'oidc', 'NetworkPolicy', ({ spec }) => spec.ingress.push({})],
  [
    'Policy podshell keeps replicas from each other.',
    'oidc',
    'NetworkPolicy',
    ({ spec }) => spec.ingress.pop(),
  ],
])('%s (example %s, %s)', (sentence, example, kind, change) => {
  expect(found(example, kind, change)).toEqual([sentence]);
});

test.each<readonly [string, (from: Manifest[]) => void]>([
  ['pods of other namespaces', ([peer]) => Object.assign(peer, { namespaceSelector: {} })],
  ['pods of another release', ([peer]) => delete peer.podSelector.matchLabels['app.kubernetes.io/instance']],
  ['an address', (from) => from.push({ ipBlock: { cidr: '10.0.0.0/8' } })],
])('a policy that lets %s reach replicas is found', (_who, change) => {
  const changed = found('oidc', 'NetworkPolicy', ({ spec }) => change(spec.ingress.at(-1).from));
  expect(changed).toContain(OTHERS);
});

test.each<readonly [string, (spec: Manifest) => void]>([
  ['Service podshell-peers does not name replicas', (spec) => delete spec.publishNotReadyAddresses],
  ['Service podshell-peers offers the port of replicas', (spec) => delete spec.clusterIP],
])('%s', (words, change) => {
  const manifests = renderedExample('defaults');
  change(manifests.find(({ metadata }) => metadata.name === 'podshell-peers').spec);
  expect(findings(manifests)).toEqual([expect.stringContaining(words)]);
});
