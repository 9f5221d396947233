/** Fills in a pod's missing fields, as API server defaulting and service account admission do. */

import type { ContainerSpec, PodObject } from '../ports.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

const TOKEN_VOLUME = 'kube-api-access-';

const TOLERATIONS = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/** The spec with defaults. `volumeSuffix` (five characters) ends the name of the service account volume. */
export function defaultedSpec(spec: PodObject['spec'], volumeSuffix: string): PodObject['spec'] {
  const {
    volumes,
    initContainers,
    containers,
    ephemeralContainers,
    restartPolicy,
    terminationGracePeriodSeconds,
    dnsPolicy,
    nodeSelector,
    nodeName,
    tolerations,
    ...rest
  } = spec;
  const tolerated = (tolerations as { readonly key?: string }[] | undefined) ?? [];
  const own = (volumes as { readonly name: string }[] | undefined) ?? [];
  // A copy of a pod has the volume of the pod.
  const found = own.find(({ name }) => name.startsWith(TOKEN_VOLUME));
  const volume = found?.name ?? TOKEN_VOLUME + volumeSuffix;
  const mounted = (container: ContainerSpec) => defaultedContainer(container, volume);
  return {
    volumes: found === undefined ? [...own, tokenVolume(volume)] : own,
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(mounted) }),
    containers: containers.map(mounted),
    ...(ephemeralContainers === undefined
      ? {}
      : { ephemeralContainers: ephemeralContainers.map(defaultedEphemeral) }),
    restartPolicy: restartPolicy ?? 'Always',
    terminationGracePeriodSeconds: terminationGracePeriodSeconds ?? 30,
    dnsPolicy: dnsPolicy ?? 'ClusterFirst',
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    serviceAccountName: 'default',
    serviceAccount: 'default',
    ...(nodeName === undefined ? {} : { nodeName }),
    securityContext: {},
    schedulerName: 'default-scheduler',
    tolerations: [
      ...tolerated,
      ...TOLERATIONS.filter(({ key }) => !tolerated.some((one) => one.key === key)),
    ],
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    ...rest,
  };
}

/** An ephemeral container with defaults; it gets no service account volume. */
export function defaultedEphemeral(container: ContainerSpec): ContainerSpec {
  const { name, image, command, args, resources, imagePullPolicy, ...rest } = container;
  return {
    name,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    resources: resources ?? {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: imagePullPolicy ?? pullPolicy(image),
    ...rest,
  };
}

/** The QoS class that Kubernetes derives from requests and limits. */
export function qosClass(spec: PodObject['spec']): 'BestEffort' | 'Burstable' {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const bare = containers.every(
    ({ resources }) => resources === undefined || Object.keys(resources as object).length === 0,
  );
  return bare ? 'BestEffort' : 'Burstable';
}

function defaultedContainer(container: ContainerSpec, volume: string): ContainerSpec {
  const { volumeMounts, ...rest } = container;
  const mounts = (volumeMounts as unknown[] | undefined) ?? [];
  const { name, image, command, args, resources, ...others } = defaultedEphemeral(rest as ContainerSpec);
  return {
    name,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    resources: withRequests(resources as Resources),
    volumeMounts: mountsToken(container)
      ? mounts
      : [...mounts, { name: volume, readOnly: true, mountPath: TOKEN_PATH }],
    ...others,
  };
}

/** As the containers of a copy do. */
function mountsToken({ volumeMounts }: ContainerSpec): boolean {
  const mounts = (volumeMounts as { readonly mountPath?: string }[] | undefined) ?? [];
  return mounts.some(({ mountPath }) => mountPath === TOKEN_PATH);
}

interface Resources {
  readonly limits?: Record<string, string>;
  readonly requests?: Record<string, string>;
}

/** A limit without a request sets the request too. */
function withRequests(resources: Resources): Resources {
  return resources.limits === undefined
    ? resources
    : { ...resources, requests: { ...resources.limits, ...resources.requests } };
}

function pullPolicy(image: string): string {
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function tokenVolume(name: string): unknown {
  const certificate = (map: string, file: string) => ({
    configMap: { name: map, items: [{ key: file, path: file }] },
  });
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        certificate('kube-root-ca.crt', 'ca.crt'),
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}
