import type { ContainerDetail, ContainerProbe, EnvName, EnvSource, ProbeKind } from '#protocol/api.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { ContainerSpec, EnvSpec, PodObject, ProbeSpec } from '../objects.ts';
import { mapContainers } from './map-containers.ts';

/** The containers in the order of the list, with what only the page of a pod shows. */
export function mapContainerDetails(pod: PodObject): ContainerDetail[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  // Container names are unique in a pod, across all kinds.
  const specOf = new Map(
    [...containers, ...initContainers, ...ephemeralContainers].map((spec) => [spec.name, spec]),
  );
  return mapContainers(pod).map((container) => {
    const spec: Partial<ContainerSpec> = specOf.get(container.name) ?? {};
    return {
      ...container,
      ports: (spec.ports ?? []).map((port) => ({
        name: port.name ?? '',
        port: port.containerPort,
        protocol: port.protocol ?? 'TCP',
      })),
      requests: spec.resources?.requests ?? {},
      limits: spec.resources?.limits ?? {},
      env: (spec.env ?? []).map(envName),
      envFrom: (spec.envFrom ?? []).flatMap(envSource),
      mounts: (spec.volumeMounts ?? []).map((mount) => ({
        volume: mount.name,
        path: visibleText(mount.mountPath),
        subPath: visibleText(mount.subPath ?? mount.subPathExpr ?? ''),
        readOnly: mount.readOnly === true,
      })),
      probes: [
        ...probe('startup', spec.startupProbe),
        ...probe('readiness', spec.readinessProbe),
        ...probe('liveness', spec.livenessProbe),
      ],
    };
  });
}

/** Only the name and the source: a value may be a secret, also one that stands in the pod. */
function envName({ name, valueFrom }: EnvSpec): EnvName {
  const shown = visibleText(name);
  const entry = (from: EnvName['from'], source = '') => ({ name: shown, from, source: visibleText(source) });
  if (valueFrom === undefined) return entry('value');
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (configMapKeyRef !== undefined) return entry('configMap', configMapKeyRef.name);
  if (secretKeyRef !== undefined) return entry('secret', secretKeyRef.name);
  if (fieldRef !== undefined) return entry('field', fieldRef.fieldPath);
  if (resourceFieldRef !== undefined) return entry('field', resourceFieldRef.resource);
  return entry('other');
}

function envSource({
  prefix = '',
  configMapRef,
  secretRef,
}: NonNullable<ContainerSpec['envFrom']>[number]): EnvSource[] {
  const shown = visibleText(prefix);
  if (configMapRef !== undefined)
    return [{ from: 'configMap', source: configMapRef.name ?? '', prefix: shown }];
  if (secretRef !== undefined) return [{ from: 'secret', source: secretRef.name ?? '', prefix: shown }];
  return [];
}

/** The defaults of Kubernetes where the pod states none. Source: SetDefaults_Probe in pkg/apis/core/v1/defaults.go. */
function probe(kind: ProbeKind, spec: ProbeSpec | undefined): ContainerProbe[] {
  if (spec === undefined) return [];
  return [
    {
      kind,
      check: visibleText(checkText(spec)),
      periodSeconds: spec.periodSeconds ?? 10,
      timeoutSeconds: spec.timeoutSeconds ?? 1,
      failureThreshold: spec.failureThreshold ?? 3,
      delaySeconds: spec.initialDelaySeconds ?? 0,
    },
  ];
}

/** A probe as people write it, for instance `GET http :8080/healthz`. */
function checkText({ httpGet, tcpSocket, grpc, exec }: ProbeSpec): string {
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', port = '', path = '/' } = httpGet;
    return `GET ${scheme.toLowerCase()} :${port}${path}`;
  }
  if (tcpSocket !== undefined) return `tcp :${tcpSocket.port ?? ''}`;
  if (grpc !== undefined) return `grpc :${grpc.port ?? ''}${grpc.service ? ` ${grpc.service}` : ''}`;
  return `exec ${(exec?.command ?? []).join(' ')}`;
}
