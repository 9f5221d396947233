/** Reverse proxies with the configuration that docs/proxies.md gives for each. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { listens } from './listens.ts';
import { needProgram } from './need-program.ts';

export type ProxyName = 'nginx' | 'caddy' | 'haproxy';

/** A browser on this machine resolves it. */
export const PROXY_HOST = 'podshell.localhost';

const DOCUMENTED_HOST = 'podshell.example.com';
const DOCUMENTED_SERVER = '127.0.0.1:3000';
const DOCUMENTED_REPLICAS = ['10.0.0.11:3000', '10.0.0.12:3000'] as const;

interface Place {
  readonly folder: string;
  /** Port of the proxy. */
  readonly port: number;
}

interface ProxyKind {
  /** Arguments that run it in the foreground. */
  readonly args: (folder: string, file: string) => readonly string[];
  /** What stands around the documented block, which gets this port and these certificates. */
  readonly complete: (block: string, place: Place) => string;
  /** The documented block with that for several replicas, as the text between them says. */
  readonly join: (block: string, replicas: string) => string;
}

const KINDS: Readonly<Record<ProxyName, ProxyKind>> = {
  nginx: {
    args: (folder, file) => ['-p', folder, '-c', file, '-e', 'stderr', '-g', 'daemon off;'],
    complete: (block, { folder, port }) => {
      const own = block
        .replace('listen 443', `listen 127.0.0.1:${port}`)
        .replaceAll('/etc/ssl/podshell', `${folder}/tls`);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      return `${user} pid ${folder}/pid; events {} http { access_log off; ${paths}\n${own}\n}`;
    },
    join: (block, replicas) => replicas + block.replace(DOCUMENTED_SERVER, 'podshell'),
  },
  caddy: {
    args: (_folder, file) => ['run', '--adapter', 'caddyfile', '--config', file],
    complete: (block, { folder, port }) =>
      `{\n admin off\n auto_https off\n}\n${block.replace(
        `${PROXY_HOST} {`,
        `https://${PROXY_HOST}:${port}, https://127.0.0.1:${port} {\n tls ${folder}/tls.crt ${folder}/tls.key`,
      )}\n`,
    join: (_block, replicas) => replicas,
  },
  haproxy: {
    args: (_folder, file) => ['-db', '-f', file],
    complete: (block, { folder, port }) =>
      block
        .replace('bind :443', `bind 127.0.0.1:${port}`)
        .replace('/etc/ssl/podshell.pem', `${folder}/tls.pem`),
    join: (block, replicas) => block.replace(/^backend [\s\S]*/m, replicas),
  },
};

export interface ReverseProxyOptions {
  readonly name: ProxyName;
  /** Podshell's own addresses, for instance `127.0.0.1:3000`; more than one for the block with replicas. */
  readonly servers: readonly string[];
  /** Port of the proxy on this machine. */
  readonly port: number;
  /** Which of the documented blocks; the plain one by default. */
  readonly block?: 'under a path' | 'with replicas';
  /** What somebody may have added to the documented block. */
  readonly change?: (block: string) => string;
}

interface Setup {
  readonly folder: string;
  /** PEM of the authority that its certificate is from. */
  readonly caPem: string;
  readonly launch: () => ChildProcess;
  readonly configure: (change: ReverseProxyOptions['change']) => Promise<void>;
}

export class ReverseProxy {
  readonly url: string;
  /** For clients without a browser, whose machine may not resolve the name in {@link url}: they trust {@link caPem}. */
  readonly localUrl: string;
  readonly caPem: string;
  readonly #port: number;
  readonly #setup: Setup;
  #child: ChildProcess | undefined;

  private constructor(port: number, setup: Setup) {
    this.url = `https://${PROXY_HOST}:${port}`;
    this.localUrl = `https://127.0.0.1:${port}`;
    this.caPem = setup.caPem;
    this.#port = port;
    this.#setup = setup;
  }

  /** For tests behind it: see {@link needProgram}. */
  static need(name: ProxyName): void {
    const asked = spawnSync(name, [name === 'caddy' ? 'version' : '-v'], { stdio: 'ignore' });
    needProgram(asked.error === undefined && asked.status === 0, name, name);
  }

  /** @throws Error with the proxy's output when it does not listen */
  static async start({
    name,
    servers,
    port,
    block: kind,
    change,
  }: ReverseProxyOptions): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-proxy-'));
    const { caPem, certPem, keyPem } = await createServerIdentity(Date.now(), [PROXY_HOST]);
    await writeFile(join(folder, 'tls.crt'), certPem);
    await writeFile(join(folder, 'tls.key'), keyPem);
    await writeFile(join(folder, 'tls.pem'), `${certPem}\n${keyPem}`);
    const file = join(folder, 'configuration');
    const { args, complete, join: joined } = KINDS[name];
    const own = await documentedBlock(kind === undefined ? name : `${name} ${kind}`);
    const documented =
      kind === 'with replicas'
        ? joined(await documentedBlock(name), withReplicas(own, servers))
        : own.replaceAll(DOCUMENTED_SERVER, servers[0] ?? '');
    const block = documented.replaceAll(DOCUMENTED_HOST, PROXY_HOST);
    const configure = (changed: ReverseProxyOptions['change']) =>
      writeFile(file, complete(changed?.(block) ?? block, { folder, port }));
    await configure(change);
    const launch = () => spawn(name, args(folder, file), { env: { ...process.env, HOME: folder } });
    const proxy = new ReverseProxy(port, { folder, caPem, launch, configure });
    await proxy.launch();
    return proxy;
  }

  /** Starts it again after {@link end}. @throws Error with the proxy's output when it does not listen */
  async launch(): Promise<void> {
    const child = this.#setup.launch();
    this.#child = child;
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(String(text)));
    if (await listens(this.#port, child)) return;
    await this.stop();
    throw new Error(`The proxy does not listen:\n${said.join('')}`);
  }

  /** Has nginx take another configuration: open connections stay as they are, until they end. */
  async reload(change: (block: string) => string): Promise<void> {
    await this.#setup.configure(change);
    this.#child?.kill('SIGHUP');
  }

  /** Ends the process, as a restart does. */
  async end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'close');
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.#setup.folder, { recursive: true, force: true });
  }
}

async function documentedBlock(mark: string): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'proxies.md'), 'utf8');
  const block = new RegExp(`^\`\`\`${mark}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (block === undefined) throw new Error(`docs/proxies.md has no block "${mark}"`);
  return block;
}

/** As many servers as there are, each on a line of its own where the documented ones are. */
function withReplicas(block: string, servers: readonly string[]): string {
  const [first, second] = DOCUMENTED_REPLICAS;
  return block
    .replace(`${first} ${second}`, servers.join(' '))
    .replace(new RegExp(`^.*${second}.*\\n`, 'm'), '')
    .replace(new RegExp(`^.*${first}.*\\n`, 'm'), (line) =>
      servers
        .map((server, index) => line.replace(first, server).replace('podshell-1', `podshell-${index + 1}`))
        .join(''),
    );
}
