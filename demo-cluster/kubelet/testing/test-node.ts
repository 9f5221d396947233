/** A kubelet behind a plain HTTP server without authorization. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ContainerSpec, Kubelet, PodObject } from '#demo-cluster/ports.ts';
import { createKubelet, type KubeletSettings } from '../kubelet.ts';
import { RawClient } from './raw-client.ts';

export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly ready: boolean;
  readonly state: Record<string, { reason?: string; message?: string; exitCode?: number }>;
  readonly lastState: Record<string, { reason?: string; exitCode?: number }>;
}

export interface PodStatus {
  readonly phase: string;
  readonly conditions: readonly { type: string; status: string; reason?: string }[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
}

const UPGRADE = [
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: f+QJ4dFZQpbe+QRyCCggsQ==',
];

export class TestNode {
  readonly kubelet: Kubelet;
  readonly statuses = new Map<string, PodStatus[]>();
  readonly events: string[] = [];
  readonly pods = new Map<string, PodObject>();
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor(settings: Partial<KubeletSettings>) {
    this.kubelet = createKubelet({
      ...settings,
      sink: {
        setStatus: (uid, status) => {
          this.statuses.set(uid, [...(this.statuses.get(uid) ?? []), status as unknown as PodStatus]);
          for (const resolve of this.#waiting) resolve();
        },
        recordEvent: (uid, { reason, message }) => this.events.push(`${uid} ${reason}: ${message}`),
      },
    });
    this.#server = createServer((message, response) => {
      const { pod, verb, query } = this.#route(message.url ?? '');
      if (verb === 'log') this.kubelet.serveLog(pod, query, message, response);
      else if (verb === 'exec' || verb === 'attach') {
        this.kubelet.serveStream(verb, pod, { message, query, answer: { kind: 'plain', response } });
      }
    });
    this.#server.on('upgrade', (message, socket, head) => {
      const { pod, verb, query } = this.#route(message.url ?? '');
      if (verb !== 'exec' && verb !== 'attach') return;
      this.kubelet.serveStream(verb, pod, { message, query, answer: { kind: 'upgrade', socket, head } });
    });
  }

  /** Listens on a free port until the test ends. */
  static async start(settings: Partial<KubeletSettings> = {}): Promise<TestNode> {
    const node = await TestNode.startShared(settings);
    onTestFinished(() => node.stop());
    return node;
  }

  /** Listens on a free port until `stop`. */
  static async startShared(settings: Partial<KubeletSettings> = {}): Promise<TestNode> {
    const node = new TestNode(settings);
    await new Promise<void>((resolve) => node.#server.listen(0, '127.0.0.1', resolve));
    return node;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.kubelet.dispose();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Adds a pod to the kubelet. Its uid is `uid-NAME`. */
  add(name: string, containers: readonly ContainerSpec[], spec: Partial<PodObject['spec']> = {}): PodObject {
    const pod: PodObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'team-a', uid: `uid-${name}`, generation: 1 },
      spec: { nodeName: 'node', restartPolicy: 'Always', containers: [...containers], ...spec },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    };
    this.pods.set(name, pod);
    this.kubelet.syncPod(pod);
    return pod;
  }

  /** Adds a pod with one container and waits until it runs. */
  async run(name: string, image: string, container: Partial<ContainerSpec> = {}): Promise<PodObject> {
    const pod = this.add(name, [{ name, image, ...container }]);
    await this.untilStatus(
      name,
      ({ containerStatuses }) => containerStatuses?.[0]?.state.running !== undefined,
    );
    return pod;
  }

  /** Resolves to the pod's latest status once it satisfies the condition. */
  async untilStatus(name: string, condition: (status: PodStatus) => boolean): Promise<PodStatus> {
    for (;;) {
      const status = this.statuses.get(`uid-${name}`)?.at(-1);
      if (status !== undefined && condition(status)) return status;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** A raw client for a path below `/api/v1/namespaces/team-a/pods/`. */
  stream(path: string, subprotocol: string, keepOutput = true): RawClient {
    const lines = [
      `GET /api/v1/namespaces/team-a/pods/${path} HTTP/1.1`,
      ...UPGRADE,
      `Sec-WebSocket-Protocol: ${subprotocol}`,
    ];
    return new RawClient(this.port, `${lines.join('\r\n')}\r\n\r\n`, keepOutput);
  }

  /** An exec with stdin, over v5 by default. */
  exec(
    pod: string,
    command: readonly string[],
    options: { tty?: boolean; version?: 'v4' | 'v5' } = {},
  ): RawClient {
    const { tty = false, version = 'v5' } = options;
    return this.stream(execPath(pod, command, tty), `${version}.channel.k8s.io`);
  }

  /** Runs a shell script to its end and resolves to its output. */
  async output(pod: string, script: string): Promise<string> {
    const client = this.exec(pod, ['sh', '-c', script]);
    await client.untilClosed();
    return client.output();
  }

  log(pod: string, query = ''): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}/api/v1/namespaces/team-a/pods/${pod}/log?${query}`);
  }

  #route(target: string): { pod: PodObject; verb: string; query: URLSearchParams } {
    const { pathname, searchParams } = new URL(target, 'http://node');
    const [name = '', verb = ''] = pathname.split('/').slice(-2);
    const pod = this.pods.get(name);
    if (pod === undefined) throw new Error(`The test has no pod ${name}`);
    // As the API server does for a pod with one container.
    if (!searchParams.has('container')) searchParams.set('container', pod.spec.containers[0]?.name ?? '');
    return { pod, verb, query: searchParams };
  }
}

export function execPath(pod: string, command: readonly string[], tty: boolean): string {
  const query = new URLSearchParams(command.map((word): [string, string] => ['command', word]));
  for (const stream of ['stdin', 'stdout', 'stderr']) query.set(stream, 'true');
  query.set('tty', String(tty));
  return `${pod}/exec?${query}`;
}
