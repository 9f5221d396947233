/** Namespaces and the node of the demo cluster. */

import { randomUUID } from 'node:crypto';
import { arch, release, totalmem } from 'node:os';
import { VERSIONS } from '../api/version.ts';
import { NODE_NAME } from '../objects/pod-lifecycle.ts';
import { timestamp } from '../objects/timestamp.ts';
import type { KubernetesObject } from '../ports.ts';
import type { Release } from '../release.ts';

export const NAMESPACES = ['default', 'kube-system', 'team-a', 'team-b'] as const;

export function seedNamespace(name: string, now: number): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      uid: randomUUID(),
      creationTimestamp: timestamp(now),
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

export function seedNode(now: number, kubernetes: Release): KubernetesObject {
  const time = timestamp(now);
  const cpuArchitecture = arch() === 'x64' ? 'amd64' : arch();
  const resources = { cpu: '4', memory: `${Math.floor(totalmem() / 1024)}Ki`, pods: '20000' };
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: NODE_NAME,
      uid: randomUUID(),
      creationTimestamp: time,
      labels: {
        'kubernetes.io/arch': cpuArchitecture,
        'kubernetes.io/hostname': NODE_NAME,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/control-plane': '',
      },
    },
    spec: { podCIDR: '10.244.0.0/16', podCIDRs: ['10.244.0.0/16'] },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [
        condition(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: NODE_NAME },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: release(),
        osImage: 'Podshell demo cluster',
        containerRuntimeVersion: 'podshell-demo://0.1.0',
        kubeletVersion: VERSIONS[kubernetes].gitVersion,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: cpuArchitecture,
      },
    },
  };
}
