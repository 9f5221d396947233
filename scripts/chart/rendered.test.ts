/** What the chart's examples render to. Without Helm, the kept output is checked; `helm.test.ts` renders it again. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

function envOf(manifests: readonly Manifest[]): Record<string, string> {
  return Object.fromEntries(mainOf(manifests).env.map(({ name, value }: Manifest) => [name, value]));
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
      readFile: (file) => `${file} has at least 32 characters`,
    });
    expect(loaded).toMatchObject({ kind: 'ok', warnings: [] });
  });

  test('files in the settings are mounted', () => {
    const mounts: string[] = mainOf(manifests).volumeMounts.map(({ mountPath }: Manifest) => mountPath);
    const files = Object.entries(envOf(manifests)).filter(
      ([key, value]) => key !== 'HOST' && value.startsWith('/'),
    );
    for (const [, file] of files) expect(mounts.some((mount) => file.startsWith(`${mount}/`))).toBe(true);
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
    const service = ofKind(manifests, 'Service').find(({ metadata }) => !metadata.name.endsWith('-metrics'));
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
  expect(manifests.map(({ kind }) => kind).sort()).toEqual([
    'Deployment',
    'Secret',
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

test('kustomize gives what the chart gives without a key for cookies', () => {
  const read = (name: string) => readFileSync(join(DEPLOY, 'kustomize', name), 'utf8');
  expect(manifestsOf(read('podshell.yaml'))).toEqual(renderedExample(KUSTOMIZE_EXAMPLE));
  expect(parse(read('kustomization.yaml'))).toMatchObject({ resources: ['podshell.yaml'] });
  const withoutKey = renderedExample('defaults').filter(({ kind }) => kind !== 'Secret');
  const { spec } = podOf(withoutKey);
  spec.volumes = spec.volumes.filter((volume: Manifest) => volume.name !== 'cookies');
  const [main] = spec.containers;
  main.volumeMounts = main.volumeMounts.filter((mount: Manifest) => mount.name !== 'cookies');
  main.env = main.env.filter((variable: Manifest) => variable.name !== 'PODSHELL_SECRET_FILE');
  expect(renderedExample(KUSTOMIZE_EXAMPLE)).toEqual(withoutKey);
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
  ]);
  expect(egress.map(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual([
    [53, 53],
    [443, 6443],
    [443],
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
