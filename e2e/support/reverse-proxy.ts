/** Reverse proxies with the configuration that docs/proxies.md gives for each. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type ProxyName = 'nginx' | 'caddy' | 'haproxy';

/** The host name in the documented blocks, and one in its place that every browser resolves to this machine. */
const DOCUMENTED_HOST = 'podshell.example.com';
export const PROXY_HOST = 'podshell.localhost';

const DOCUMENTED_SERVER = '127.0.0.1:3000';

/** How long a proxy may take to listen, in milliseconds. */
const START_MS = 15_000;

interface ProxyKind {
  /** Arguments that run it in the foreground. */
  readonly args: (folder: string, file: string) => readonly string[];
  /** What stands around the documented block, which gets this address instead of its TLS. */
  readonly complete: (block: string, address: string, folder: string) => string;
}

const KINDS: Readonly<Record<ProxyName, ProxyKind>> = {
  nginx: {
    args: (folder, file) => ['-p', folder, '-c', file, '-e', 'stderr', '-g', 'daemon off;'],
    complete: (block, address, folder) => {
      const plain = block
        .replace('listen 443 ssl;', `listen ${address};`)
        .replace(/^ *ssl_certificate.*\n/gm, '');
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      return `${user} pid ${folder}/pid; events {} http { access_log off; ${paths}\n${plain}\n}`;
    },
  },
  caddy: {
    args: (_folder, file) => ['run', '--adapter', 'caddyfile', '--config', file],
    complete: (block, address) =>
      `{\n admin off\n auto_https off\n}\n${block.replace(PROXY_HOST, `http://${PROXY_HOST}:${portOf(address)}`)}\n`,
  },
  haproxy: {
    args: (_folder, file) => ['-db', '-f', file],
    complete: (block, address) => block.replace(/bind :443 ssl crt \S+/, `bind ${address}`),
  },
};

export class ReverseProxy {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  static isInstalled(name: ProxyName): boolean {
    const asked = spawnSync(name, [name === 'caddy' ? 'version' : '-v'], { stdio: 'ignore' });
    return asked.error === undefined && asked.status === 0;
  }

  /**
   * Starts a proxy in front of a server.
   * @param address of the proxy, for instance `127.0.0.1:8080`
   * @throws Error with the proxy's output when it does not listen
   */
  static async start(name: ProxyName, server: string, address: string): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-proxy-'));
    const file = join(folder, 'configuration');
    const { args, complete } = KINDS[name];
    const block = (await documentedBlock(name))
      .replaceAll(DOCUMENTED_HOST, PROXY_HOST)
      .replaceAll(DOCUMENTED_SERVER, server);
    await writeFile(file, complete(block, address, folder));
    const child = spawn(name, args(folder, file), { env: { ...process.env, HOME: folder } });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)));
    const proxy = new ReverseProxy(`http://${PROXY_HOST}:${portOf(address)}`, child, folder);
    if (await listens(address, child)) return proxy;
    await proxy.stop();
    throw new Error(`${name} does not listen:\n${said.join('')}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'close');
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function documentedBlock(name: ProxyName): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'proxies.md'), 'utf8');
  const block = new RegExp(`^\`\`\`${name}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (block === undefined) throw new Error(`docs/proxies.md has no block for ${name}`);
  return block;
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}

async function listens(address: string, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const socket = connect({ host: '127.0.0.1', port: portOf(address) });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return true;
    await pause(50);
  }
  return false;
}
