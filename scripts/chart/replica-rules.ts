/** What replicas need of the objects, and what nobody else may get by them. */

import type { Manifest } from './examples.ts';

/** Everything that breaks a rule, one sentence each. */
export function replicaFindings(manifests: readonly Manifest[]): readonly string[] {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  if (deployment === undefined) return [];
  const { spec, metadata } = deployment.spec.template;
  const port = spec.containers[0].ports.find(({ name }: Manifest) => name === 'peers')?.containerPort;
  if (port === undefined) {
    return deployment.spec.replicas > 1 ? ['Several replicas do not know each other.'] : [];
  }
  return [
    ...updateFindings(deployment),
    ...manifests.flatMap((manifest) => {
      if (manifest.kind === 'Service') return serviceFindings(manifest, port);
      if (manifest.kind === 'NetworkPolicy') return policyFindings(manifest, port, metadata.labels);
      if (manifest.kind === 'PodDisruptionBudget') return budgetFindings(manifest, deployment.spec.replicas);
      return [];
    }),
  ];
}

function updateFindings({ spec }: Manifest): string[] {
  const { type, rollingUpdate } = spec.strategy;
  const { env, volumeMounts } = spec.template.spec.containers[0];
  const secret = env.find(({ name }: Manifest) => name === 'PODSHELL_SECRET_FILE')?.value ?? '';
  const hasSecret = volumeMounts.some(({ mountPath }: Manifest) => secret.startsWith(`${mountPath}/`));
  const comesFirst = type === 'RollingUpdate' && rollingUpdate.maxUnavailable === 0;
  return [
    ...(comesFirst ? [] : ['A replica stops before another one has its place.']),
    ...(hasSecret ? [] : ['Replicas have no key by which they know each other.']),
  ];
}

function serviceFindings({ metadata, spec }: Manifest, port: number): string[] {
  const leadsThere = spec.ports.some(({ targetPort }: Manifest) => [port, 'peers'].includes(targetPort));
  if (!leadsThere) return [];
  if (spec.clusterIP !== 'None') return [`Service ${metadata.name} offers the port of replicas.`];
  // DNS would forget a replica that drains, or that is not ready yet.
  return spec.publishNotReadyAddresses === true
    ? []
    : [`Service ${metadata.name} does not name replicas that are not ready.`];
}

function policyFindings({ metadata, spec }: Manifest, port: number, labels: Manifest): string[] {
  const rules = spec.ingress.filter(({ ports }: Manifest) => covers(ports, port));
  const isReplica = ({ podSelector, ...others }: Manifest): boolean =>
    Object.keys(others).length === 0 &&
    Object.entries(spec.podSelector.matchLabels).every(
      ([name, value]) => podSelector?.matchLabels?.[name] === value && labels[name] === value,
    );
  const others = rules.filter(({ from }: Manifest) => from === undefined || !from.every(isReplica));
  return [
    ...(others.length > 0 ? [`Policy ${metadata.name} lets others reach the port of replicas.`] : []),
    ...(rules.length > others.length ? [] : [`Policy ${metadata.name} keeps replicas from each other.`]),
  ];
}

/** A rule without ports is for all. */
function covers(ports: Manifest, port: number): boolean {
  if (ports === undefined) return true;
  return ports.some(
    ({ port: first, endPort = first }: Manifest) =>
      first === undefined || first === 'peers' || (first <= port && port <= endPort),
  );
}

function budgetFindings({ metadata, spec }: Manifest, replicas: number): string[] {
  const { minAvailable = 0, maxUnavailable = replicas } = spec;
  return minAvailable < replicas && maxUnavailable > 0
    ? []
    : [`Budget ${metadata.name} stops the drain of a node.`];
}
