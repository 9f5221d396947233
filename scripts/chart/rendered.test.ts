/** What the chart's examples render to. Without Helm, the kept output is checked; `helm.test.ts` renders it again. */

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadSettings } from '#server/config/load-settings.ts';
import { DEPLOY } from './chart-values.ts';
import { exampleNames, KUSTOMIZE_EXAMPLE, type Manifest, manifestsOf, renderedExample } from './examples.ts';
import { findings } from './manifest-rules.ts';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

function ofKind(manifests: readonly Manifest[], kind: string): Manifest[] {
  return manifests.filter((manifest) => manifest.kind === kind);
}

function podOf(manifests: readonly Manifest[]): Manifest {
  return ofKind(manifests, 'Deployment')[0].spec.template;
}

function mainOf(manifests: readonly Manifest[]): Manifest {
  return podOf(manifests).spec.containers[0];
}

/** As the container gets it. */
function envOf(manifests: readonly Manifest[]): Record<string, string> {
  return Object.fromEntries(
    mainOf(manifests).env.map(({ name, value, valueFrom }: Manifest) => [
      name,
      value ?? OF_THE_POD[valueFrom.fieldRef.fieldPath],
    ]),
  );
}

/** What Secrets hold that have a form. */
const FILES: Readonly<Record<string, string>> = {
  '/etc/podshell/s3/credentials':
    '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n',
  '/etc/podshell/recording-key/signing-key': generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  '/etc/podshell/recording-identity/identity': await generateIdentity(),
};

const OF_THE_POD: Readonly<Record<string, string>> = {
  'metadata.name': 'podshell-5d4f8c7b9-x2x7q',
  'status.podIP': '10.244.1.7',
};

function kindsOf(manifests: readonly Manifest[]): string[] {
  return manifests.map(({ kind }) => kind).sort();
}

function mountsToken(manifests: readonly Manifest[]): boolean {
  const sources = podOf(manifests).spec.volumes.flatMap(
    ({ projected }: Manifest) => projected?.sources ?? [],
  );
  return sources.some(({ serviceAccountToken }: Manifest) => serviceAccountToken !== undefined);
}

describe.each(exampleNames())('example %s', (name) => {
  const manifests = renderedExample(name);

  test('no object breaks a rule', () => {
    expect(findings(manifests)).toEqual([]);
  });

  test('the server accepts its settings', () => {
    const loaded = loadSettings(envOf(manifests), {
      inCluster: true,
      readFile: (file) => FILES[file] ?? `${file} has at least 32 characters`,
    });
    expect(loaded).toMatchObject({ kind: 'ok', warnings: [] });
  });

  test('files in the settings are mounted', () => {
    const mounts: string[] = mainOf(manifests).volumeMounts.map(({ mountPath }: Manifest) => mountPath);
    const files = Object.entries(envOf(manifests)).filter(
      ([key, value]) => key !== 'HOST' && value.startsWith('/'),
    );
    for (const [, file] of files)
      expect(mounts.some((mount) => `${file}/`.startsWith(`${mount}/`))).toBe(true);
  });

  test('the pod may stop for as long as it drains', () => {
    const { spec } = podOf(manifests);
    const wait = mainOf(manifests).lifecycle?.preStop.sleep.seconds ?? 0;
    const drain = Number(envOf(manifests).PODSHELL_DRAIN_SECONDS);
    expect(spec.terminationGracePeriodSeconds).toBe(wait + drain + 15);
  });

  test('probes ask the health routes at a port that exists', () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = mainOf(manifests);
    const asked = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }: Manifest) => httpGet.path);
    expect(asked).toEqual(['/healthz', '/healthz', '/readyz']);
    const names = ports.map((port: Manifest) => port.name);
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(names).toContain(httpGet.port);
      expect(httpGet.scheme).toBe('PODSHELL_TLS_CERT' in envOf(manifests) ? 'HTTPS' : 'HTTP');
    }
  });

  test('whatever selects pods selects this one', () => {
    const { labels } = podOf(manifests).metadata;
    const selectors = [
      ...ofKind(manifests, 'Service').map(({ spec }) => spec.selector),
      ...ofKind(manifests, 'NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
      ...['Deployment', 'PodDisruptionBudget'].flatMap((kind) =>
        ofKind(manifests, kind).map(({ spec }) => spec.selector.matchLabels),
      ),
      ...(podOf(manifests).spec.topologySpreadConstraints ?? []).map(
        ({ labelSelector }: Manifest) => labelSelector.matchLabels,
      ),
    ];
    for (const selector of selectors) expect(labels).toMatchObject(selector);
  });

  test('routes lead to a port of the Service, which leads to a port of the pod', () => {
    const service = ofKind(manifests, 'Service').find(({ spec }) => spec.clusterIP !== 'None');
    const [port] = service.spec.ports;
    const backends = [
      ...ofKind(manifests, 'Ingress').map(({ spec }) => spec.rules[0].http.paths[0].backend.service),
      ...ofKind(manifests, 'HTTPRoute').map(({ spec }) => spec.rules[0].backendRefs[0]),
    ];
    for (const backend of backends) {
      expect(backend.name).toBe(service.metadata.name);
      expect([port.name, port.port]).toContain(backend.port.name ?? backend.port);
    }
    for (const { spec } of ofKind(manifests, 'Service')) {
      expect(mainOf(manifests).ports.map((one: Manifest) => one.name)).toContain(spec.ports[0].targetPort);
    }
  });

  test('rights go to the account of the pod, of roles that are defined', () => {
    const { serviceAccountName } = podOf(manifests).spec;
    for (const { roleRef, subjects, metadata } of manifests.filter(({ kind }) =>
      kind.endsWith('RoleBinding'),
    )) {
      expect(subjects).toEqual([{ kind: 'ServiceAccount', namespace: 'podshell', name: serviceAccountName }]);
      const roles = ofKind(manifests, roleRef.kind).filter((role) => role.metadata.name === roleRef.name);
      expect(roles.map((role) => role.metadata.namespace)).toContain(metadata.namespace);
    }
  });

  test('a token is mounted only for rights, and rights come with a token', () => {
    const hasRights = manifests.some(({ kind }) => kind.endsWith('RoleBinding'));
    expect(mountsToken(manifests)).toBe(hasRights);
  });
});

test('the defaults have no rights and no token, and find the cluster', () => {
  const manifests = renderedExample('defaults');
  expect(kindsOf(manifests)).toEqual([
    'Deployment',
    'PodDisruptionBudget',
    'Secret',
    'Service',
    'Service',
    'ServiceAccount',
  ]);
  expect(mountsToken(manifests)).toBe(false);
  expect(envOf(manifests).PODSHELL_AUTH).toBe('token');
  const mount = mainOf(manifests).volumeMounts.find(
    ({ mountPath }: Manifest) => mountPath === SERVICE_ACCOUNT,
  );
  const volume = podOf(manifests).spec.volumes.find((one: Manifest) => one.name === mount.name);
  expect(volume.projected.sources[0].configMap).toMatchObject({
    name: 'kube-root-ca.crt',
    items: [{ path: 'ca.crt' }],
  });
});

test('kustomize gives what the chart gives, but for the Secret that it names', () => {
  const read = (name: string) => readFileSync(join(DEPLOY, 'kustomize', name), 'utf8');
  expect(manifestsOf(read('podshell.yaml'))).toEqual(renderedExample(KUSTOMIZE_EXAMPLE));
  expect(parse(read('kustomization.yaml'))).toMatchObject({ resources: ['podshell.yaml'] });
  expect(renderedExample(KUSTOMIZE_EXAMPLE)).toEqual(
    renderedExample('defaults').filter(({ kind }) => kind !== 'Secret'),
  );
});

test.each([
  ['impersonate', 'proxy'],
  ['impersonate-constrained', 'oidc'],
])('the role %s is that of docs/sign-in.md', (role, example) => {
  const text = readFileSync(join(DEPLOY, '..', 'docs', 'sign-in.md'), 'utf8');
  const documented = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)]
    .flatMap(([, yaml = '']) => parseAllDocuments(yaml).map((document) => document.toJS()))
    .find(({ kind, metadata }) => kind === 'ClusterRole' && metadata?.name === `podshell-${role}`);
  const [rendered] = ofKind(renderedExample(example), 'ClusterRole');
  expect(rendered.metadata.name).toBe(`podshell-podshell-${role}`);
  const withGroups = (rules: Manifest[]) =>
    rules.map((rule) => (rule.resourceNames === undefined ? rule : { ...rule, resourceNames: 'the groups' }));
  expect(withGroups(rendered.rules)).toEqual(withGroups(documented.rules));
});

test('host and path of the address are those of ingress and route', () => {
  const [ingress] = ofKind(renderedExample('ingress'), 'Ingress');
  expect(ingress.spec.rules[0]).toMatchObject({
    host: 'portal.example.com',
    http: { paths: [{ path: '/tools/podshell', pathType: 'Prefix' }] },
  });
  expect(ingress.spec.tls).toEqual([{ hosts: ['portal.example.com'], secretName: 'podshell-tls' }]);
  const [route] = ofKind(renderedExample('oidc'), 'HTTPRoute');
  expect(route.spec.hostnames).toEqual(['podshell.example.com']);
  expect(route.spec.rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: '/' } }]);
});

test('replicas know each other by a Service, and each its own address', () => {
  const manifests = renderedExample('defaults');
  expect(ofKind(manifests, 'Deployment')[0].spec.replicas).toBe(2);
  expect(envOf(manifests)).toMatchObject({
    POD_NAME: OF_THE_POD['metadata.name'],
    POD_IP: OF_THE_POD['status.podIP'],
    PODSHELL_PEERS: 'dns://podshell-peers:9443',
    PODSHELL_PEER_LISTEN: '0.0.0.0:9443',
  });
  const [peers] = ofKind(manifests, 'Service').filter(({ spec }) => spec.clusterIP === 'None');
  expect(peers.metadata.name).toBe('podshell-peers');
  expect(peers.spec.ports).toMatchObject([{ port: 9443, targetPort: 'peers' }]);
  expect(podOf(manifests).spec.topologySpreadConstraints).toMatchObject([
    { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
  ]);
});

test('a single one has no peers, and nothing that only several need', () => {
  const manifests = renderedExample('single');
  expect(kindsOf(manifests)).toEqual(['Deployment', 'Secret', 'Service', 'ServiceAccount']);
  expect(mainOf(manifests).ports).toHaveLength(1);
  expect(podOf(manifests).spec.topologySpreadConstraints).toBeUndefined();
  expect(Object.keys(envOf(manifests)).filter((name) => /PEER|POD_/.test(name))).toEqual([]);
  expect(envOf(manifests).PODSHELL_DRAIN_SECONDS).toBe('30');
});

test('who finds replicas by EndpointSlices may read them, and nothing else', () => {
  const manifests = renderedExample('replicas');
  expect(envOf(manifests).PODSHELL_PEERS).toBe('endpointslices://podshell/podshell-peers:8443');
  expect(manifests.filter(({ kind }) => /Role$/.test(kind)).map(({ rules }) => rules)).toEqual([
    [{ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] }],
  ]);
  const { volumes } = podOf(manifests).spec;
  const { projected } = volumes.find(({ name }: Manifest) => name === 'cluster');
  expect(projected.sources.map((source: Manifest) => Object.keys(source)[0])).toEqual([
    'configMap',
    'downwardAPI',
    'serviceAccountToken',
  ]);
});

test('a pod that is recreated has no times of a rolling update', () => {
  const [deployment] = ofKind(renderedExample('everything'), 'Deployment');
  expect(deployment.spec.strategy).toEqual({ type: 'Recreate' });
});

test('the policy lets in the gateway and Prometheus, and out to DNS, API servers and the provider', () => {
  const [policy] = ofKind(renderedExample('oidc'), 'NetworkPolicy');
  const { ingress, egress, policyTypes } = policy.spec;
  expect(policyTypes).toEqual(['Ingress', 'Egress']);
  expect(ingress.map(({ from, ports }: Manifest) => [from.length, ports[0].port])).toEqual([
    [1, 3000],
    [1, 9464],
    [1, 9443],
  ]);
  expect(egress.map(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual([
    [53, 53],
    [443, 6443],
    [443],
    [9443],
  ]);
  for (const rule of egress) expect(rule.to.length).toBeGreaterThan(0);
});

test('Prometheus finds the metrics, and nothing else', () => {
  const manifests = renderedExample('oidc');
  const [monitor] = ofKind(manifests, 'ServiceMonitor');
  const matching = ofKind(manifests, 'Service').filter(({ metadata }) =>
    Object.entries(monitor.spec.selector.matchLabels).every(([key, value]) => metadata.labels[key] === value),
  );
  expect(matching.map(({ metadata }) => metadata.name)).toEqual(['podshell-metrics']);
  expect(matching[0].spec.ports[0].name).toBe(monitor.spec.endpoints[0].port);
  expect(envOf(manifests).PODSHELL_METRICS_ADDRESS).toBe('0.0.0.0:9464');
});
