import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DemoCluster, startDemoCluster } from './start.ts';
import { createKubectl, type Kubectl, missingKubectl } from './testing/kubectl.ts';

const missing = missingKubectl();

describe.skipIf(missing !== undefined)(
  `kubectl${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    let cluster: DemoCluster;
    let kubectl: Kubectl;

    beforeAll(async () => {
      cluster = await startDemoCluster();
      kubectl = await createKubectl(cluster.kubeconfig);
      await vi.waitUntil(() => isReady('debian') && isReady('multi'));
    });
    afterAll(async () => {
      await kubectl.dispose();
      await cluster.dispose();
    });

    function isReady(name: string): boolean {
      const conditions = cluster.pod('team-a', name)?.status.conditions as { type: string; status: string }[];
      return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    }

    const run = (command: string, input?: string) => kubectl.run(command.split(' '), input);
    const lines = async (command: string) => {
      const { code, stdout, stderr } = await run(command);
      expect([code, stderr]).toEqual([0, '']);
      return stdout.trimEnd().split('\n');
    };

    test('version', async () => {
      const { code, stdout } = await run('version');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Server Version: v1\.36\./m);
    });

    test('get ns', async () => {
      const [head, ...rows] = await lines('get ns');
      expect(head).toMatch(/^NAME +STATUS +AGE$/);
      expect(rows.map((row) => row.split(/ +/).slice(0, 2))).toEqual([
        ['default', 'Active'],
        ['kube-system', 'Active'],
        ['team-a', 'Active'],
        ['team-b', 'Active'],
      ]);
    });

    test('get nodes', async () => {
      expect((await lines('get nodes'))[1]).toMatch(/^demo-node +Ready +control-plane /);
    });

    test('get pods -A -o wide', async () => {
      const [head, ...rows] = await lines('get pods -A -o wide');
      expect(head?.split(/ {2,}/)).toEqual([
        'NAMESPACE',
        'NAME',
        'READY',
        'STATUS',
        'RESTARTS',
        'AGE',
        'IP',
        'NODE',
        'NOMINATED NODE',
        'READINESS GATES',
      ]);
      expect(rows.find((row) => /^team-a +debian /.test(row))).toMatch(/ 1\/1 +Running +0 .* demo-node /);
      expect(rows.find((row) => /^team-a +pending /.test(row))).toMatch(
        / 0\/1 +Pending +0 .* <none> +<none>/,
      );
      expect(rows).toHaveLength(7);
    });

    test('get pods with selectors', async () => {
      expect(await lines('get pods -l app=debian -A -o name')).toEqual(['pod/debian', 'pod/debian']);
      const pending = 'get pods --field-selector status.phase=Pending -o name';
      expect(await lines(pending)).toEqual(['pod/pending']);
      const { code, stderr } = await run('get pods --field-selector a=b');
      expect([code, stderr]).toEqual([1, expect.stringContaining('field label not supported: a')]);
    });

    test('get pod -o yaml', async () => {
      const { stdout } = await run('get pod debian -n team-b -o yaml');
      expect(stdout).toMatch(/^apiVersion: v1\nkind: Pod\nmetadata:\n/);
      expect(stdout).toContain('  namespace: team-b\n');
      expect(stdout).toContain('    image: docker.io/library/debian:13\n');
    });

    test('get pods -w shows changes', async () => {
      const child = kubectl.start(['get', 'pods', '-n', 'team-b', '-w']);
      if (child.stdout === null) throw new Error('no output');
      const seen: string[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => seen.push(line));
      await vi.waitUntil(() => seen.length >= 2 && cluster.openWatches > 0);
      expect(seen[1]).toMatch(/^debian +1\/1 +Running/);
      await run(
        'run brief -n team-b --image=docker.io/library/busybox:1.37 --restart=Never --command -- sleep 100',
      );
      await vi.waitUntil(() => seen.some((line) => /^brief +1\/1 +Running/.test(line)));
      await run('delete pod brief -n team-b --grace-period=1 --wait=false');
      await vi.waitUntil(() => seen.some((line) => /^brief .*Terminating/.test(line)));
    });

    test('describe pod', async () => {
      const text = (await lines('describe pod pending')).join('\n');
      expect(text).toMatch(/^Node-Selectors: +no-such=label$/m);
      expect(text).toMatch(/^ +Warning +FailedScheduling .* 0\/1 nodes are available/m);
      expect((await lines('describe pod multi')).join('\n')).toMatch(/^Init Containers:\n {2}init:$/m);
    });

    test('create, label, annotate and delete', async () => {
      const manifest = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'made' },
        spec: {
          containers: [{ name: 'c', image: 'docker.io/library/busybox:1.37', command: ['sleep', '99'] }],
        },
      };
      const created = await run('create -f -', JSON.stringify(manifest));
      expect([created.code, created.stdout]).toEqual([0, 'pod/made created\n']);
      const again = await run('create -f -', JSON.stringify(manifest));
      expect(again.stderr).toContain('pods "made" already exists');
      expect(await lines('label pod made tier=edge')).toEqual(['pod/made labeled']);
      expect(await lines('annotate pod made note=hi')).toEqual(['pod/made annotated']);
      expect(await lines('get pods -l tier=edge -o jsonpath={.items[0].metadata.annotations.note}')).toEqual([
        'hi',
      ]);
      expect((await lines('delete pod made --grace-period=1'))[0]).toMatch(/^pod "made" deleted/);
    });

    test('auth can-i and whoami', async () => {
      expect(await lines('auth can-i create pods --subresource=exec --context alice')).toEqual(['yes']);
      const refused = await run('auth can-i create pods --subresource=exec --context bob');
      expect([refused.code, refused.stdout]).toEqual([1, 'no\n']);
      const elsewhere = await run('auth can-i list pods -n team-b --context alice');
      expect(elsewhere.stdout).toBe('no\n');
      const rules = await lines('auth can-i --list --context alice');
      expect(rules.find((rule) => rule.startsWith('pods/exec'))).toMatch(/\[create get\]$/);
      expect((await lines('auth whoami --context bob')).join('\n')).toMatch(/^Username +bob$/m);
    });

    test('a caller without permission gets the reason', async () => {
      const { code, stderr } = await run('get pods -A --context alice');
      expect(code).toBe(1);
      expect(stderr).toBe(
        'Error from server (Forbidden): pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope\n',
      );
    });

    describe('exec', () => {
      test('without a terminal', async () => {
        const ran = await run('exec -i debian -- wc -c', 'twelve bytes');
        expect(ran).toEqual({ code: 0, stdout: '12\n', stderr: '' });
      });

      test('returns the exit code', async () => {
        const ran = await kubectl.run(['exec', 'debian', '--', 'sh', '-c', 'exit 7']);
        expect([ran.code, ran.stderr]).toEqual([7, 'command terminated with exit code 7\n']);
      });

      test('enters the default container, which has bash', async () => {
        const inWeb = await kubectl.run(['exec', 'multi', '--', 'bash', '-c', 'echo in']);
        expect(inWeb.stdout).toBe('in\n');
        const inSidecar = await kubectl.run([
          'exec',
          'multi',
          '-c',
          'sidecar',
          '--',
          'bash',
          '-c',
          'echo in',
        ]);
        expect(inSidecar.stderr).toContain('executable file not found in $PATH');
      });

      test("on a terminal, with the client's size", async () => {
        const args = ['exec', '-it', 'debian', '--', 'bash', '--norc'];
        const ran = await kubectl.runOnTerminal(args, '# ', 'stty size; exit 9\r');
        expect(ran.code).toBe(9);
        expect(ran.output).toContain('30 100');
      });

      test('is refused for a pending pod, an ended container and an unknown container', async () => {
        const pending = await run('exec pending -- true');
        // kubectl 1.36 begins the sentence in another way than 1.32.
        expect(pending.stderr).toMatch(/: pod pending does not have a host assigned\n$/);
        const ended = await run('exec multi -c init -- true');
        expect(ended.stderr).toBe('error: unable to upgrade connection: container not found ("init")\n');
        const container = await run('exec debian -c nope -- true');
        expect(container.stderr).toContain('container nope is not valid for pod debian');
      });
    });

    test('logs', async () => {
      expect((await lines('logs debian --tail=1'))[0]).toMatch(/^tick \d+$/);
      expect(await lines('logs multi -c init')).toEqual(['init done']);
    });

    test('debug adds a container and enters it', async () => {
      const args =
        'debug distroless -q --profile=general --image=docker.io/library/busybox:1.37 --target=app -i -- sh';
      const ran = await run(args, 'echo from-debug\nexit 0\n');
      expect(ran.stdout).toContain('from-debug');
      const { spec } = cluster.pod('team-a', 'distroless') ?? {};
      expect(spec?.ephemeralContainers).toMatchObject([{ targetContainerName: 'app' }]);
    });

    test('debug copies a pod, with one container more', async () => {
      const image = 'docker.io/library/busybox:1.37';
      await lines(`debug multi -q --copy-to=more --profile=general --image=${image} --container=extra`);
      const { metadata, spec } = cluster.pod('team-a', 'more') ?? {};
      expect([metadata?.labels, metadata?.annotations]).toEqual([undefined, undefined]);
      expect(spec).toMatchObject({
        restartPolicy: 'Always',
        shareProcessNamespace: true,
        containers: [
          { name: 'sidecar' },
          { name: 'web' },
          { name: 'extra', image, securityContext: { capabilities: { add: ['SYS_PTRACE'] } } },
        ],
      });
      expect(await lines('delete pod more --grace-period=1')).toEqual([
        expect.stringMatching(/^pod "more" deleted/),
      ]);
      expect(cluster.pod('team-a', 'more')).toBeUndefined();
    });

    test('debug copies a pod, with a command in place of its own', async () => {
      const args = 'debug crashloop -q --copy-to=instead --profile=general --container=crash -- sleep 100';
      await lines(args);
      expect(cluster.pod('team-a', 'instead')?.spec.containers).toMatchObject([
        { command: ['sleep', '100'] },
      ]);
      await lines('delete pod instead --now');
    });

    test('an eviction deletes a pod, and is refused without permission', async () => {
      const eviction = (name: string) =>
        JSON.stringify({
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name, namespace: 'team-a' },
        });
      const evict = (name: string, context: string) =>
        run(
          `create --raw /api/v1/namespaces/team-a/pods/${name}/eviction -f - --context ${context}`,
          eviction(name),
        );
      expect((await evict('debian', 'alice')).stderr).toContain('cannot create resource "pods/eviction"');
      expect((await evict('nope', 'admin')).stderr).toContain('pods "nope" not found');
      expect((await evict('busybox', 'admin')).stdout).toContain('"status":"Success"');
      await vi.waitUntil(() => cluster.pod('team-a', 'busybox') === undefined);
    });
  },
);
