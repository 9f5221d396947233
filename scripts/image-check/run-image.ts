/** Runs the image's files as a cluster runs them, and uses them as a user does. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type Shell } from './client.ts';
import { type ClusterDoor, passDoor } from './cluster-door.ts';
import type { ImageConfig } from './dockerfile.ts';
import { createSandbox, type Sandbox, UID } from './sandbox.ts';
import { collect, expect, openShell, type Report, until, within } from './steps.ts';

export interface RunOptions {
  /** The folder with what the image holds. */
  readonly image: string;
  readonly config: ImageConfig;
  readonly door: ClusterDoor;
  readonly report: Report;
}

const PUBLIC_URL = 'https://podshell.example.com';

/** In bytes. */
const MEMORY_GOAL = 110e6;

/** @throws Error that says which promise of the image does not hold */
export async function runImage({ image, config, door, report }: RunOptions): Promise<void> {
  const relay = await passDoor(door);
  const account = { token: door.accountToken, namespace: 'podshell', 'ca.crt': door.caPem };
  const sandbox = createSandbox({ image, account });
  const env = {
    ...config.env,
    PODSHELL_AUTH: 'token',
    PODSHELL_PUBLIC_URL: PUBLIC_URL,
    PODSHELL_SECRET: 'a-key-of-more-than-32-characters-for-this-check-only',
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: String(door.port),
  };
  const server = sandbox.start(config.entrypoint, env);
  const log = collect(server);
  try {
    const client = new Client(Number(config.env.PORT), PUBLIC_URL);
    await until('GET /readyz answers 200', async () => {
      if (server.exitCode !== null) return 'never';
      return (await client.ask('GET', '/readyz')).status === 200;
    });
    report.passed(
      `starts as user ${UID}, on a read-only root, without a shell and without a network but loopback`,
    );
    let memory = 0;
    await until(`at most ${MEMORY_GOAL / 1e6} MB are resident when the start is over`, async () => {
      memory = residentBytes(server.pid ?? 0);
      return memory <= MEMORY_GOAL;
    });
    report.passed(
      `${(memory / 1e6).toFixed(0)} MB resident when the start is over, of ${MEMORY_GOAL / 1e6} MB`,
    );
    await isHealthy(sandbox, config, env);
    report.passed('the healthcheck ends with 0');
    await visitPages(client, door.userToken);
    report.passed('serves the sign-in page with its assets, signs in by token, serves the pod list');
    const pages = pagesIn(image);
    for (const path of pages) {
      const { status } = await client.ask('GET', path);
      expect(`GET ${path} answers a page, not ${status}`, status < 500);
    }
    report.passed(`each of the ${pages.length} pages is whole`);
    const shell = await openShell(client);
    shell.send({ Op: 'stdin', Data: 'echo $((6 * 7))-answered\n' });
    await within('the shell answers', shell.output('42-answered'));
    report.passed('a shell in team-a/debian answers');
    await drain(server, client, shell);
    report.passed(
      'SIGTERM drains: /readyz answers 503, the shell goes on until it ends, then the server ends with 0',
    );
    const trouble = log().filter((line) => /"level":"(error|fatal)"|EROFS|EACCES/.test(line));
    if (trouble.length > 0) throw new Error(`The server logged:\n${trouble.join('\n')}`);
    report.passed('the log has no error');
  } catch (error) {
    process.stderr.write(`${log().join('\n')}\n`);
    throw error;
  } finally {
    server.kill('SIGKILL');
    sandbox.dispose();
    relay.close();
  }
}

async function visitPages(client: Client, token: string): Promise<void> {
  const home = await client.ask('GET', '/pods');
  expect('GET /pods leads to the sign-in page', home.headers.location?.includes('/signin') === true);
  const page = await client.ask('GET', '/signin');
  expect('GET /signin answers 200', page.status === 200);
  const assets = new Set(page.body.match(/\/_next\/static\/[\w./~-]+/g));
  expect('the sign-in page names assets', assets.size > 0);
  for (const asset of assets) {
    expect(`GET ${asset} answers 200`, (await client.ask('GET', asset)).status === 200);
  }
  const signedIn = await client.ask('POST', '/api/signin', { token });
  expect('POST /api/signin answers 204', signedIn.status === 204);
  const pods = await client.ask('GET', '/pods?namespace=team-a');
  expect('the pod list names a pod', pods.status === 200 && pods.body.includes('distroless'));
}

/** The path of each built page, with parts that stand for any pod. */
function pagesIn(image: string): readonly string[] {
  const list = readFileSync(join(image, '.next', 'app-path-routes-manifest.json'), 'utf8');
  return Object.entries(JSON.parse(list) as Record<string, string>)
    .filter(([entry]) => entry.endsWith('/page'))
    .map(([, path]) => path.replaceAll(/\[\w+\]/g, 'any'));
}

async function drain(server: ChildProcess, client: Client, shell: Shell): Promise<void> {
  const ended = once(server, 'exit') as Promise<[number | null, string | null]>;
  server.kill('SIGTERM');
  await until('GET /readyz answers 503', async () => (await client.ask('GET', '/readyz')).status === 503);
  shell.send({ Op: 'stdin', Data: 'echo $((6 * 7))-drained; exit\n' });
  await within('the shell answers while the server drains', shell.output('42-drained'));
  const [code] = await within('the server ends', ended);
  expect(`the server ends with 0, not ${code}`, code === 0);
}

async function isHealthy(sandbox: Sandbox, config: ImageConfig, env: Record<string, string>): Promise<void> {
  const check = sandbox.start(config.healthcheck, env);
  const log = collect(check);
  const [code] = (await within('the healthcheck ends', once(check, 'exit'))) as [number | null];
  expect(`the healthcheck ends with 0, not ${code}: ${log().join(' ')}`, code === 0);
}

function residentBytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
