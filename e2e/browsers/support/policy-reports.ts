/** Podshell with a Content-Security-Policy that has its violations reported, and the reports. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { ChangingProxy } from '../../support/changing-proxy.ts';

const POLICY = 'content-security-policy';

export class PolicyReports {
  /** What was blocked, and by which directive, as the browser says. */
  readonly blocked: readonly string[];
  readonly #proxy: ChangingProxy;
  readonly #server: Server;

  private constructor(proxy: ChangingProxy, server: Server, blocked: readonly string[]) {
    this.#proxy = proxy;
    this.#server = server;
    this.blocked = blocked;
  }

  /** @param upstream port of Podshell on this machine */
  static async of(upstream: number): Promise<PolicyReports> {
    const blocked: string[] = [];
    const server = createServer(async (request, response) => {
      const { 'csp-report': report } = JSON.parse(await text(request)) as Report;
      blocked.push(`${report['blocked-uri']} by ${report['violated-directive']}`);
      response.writeHead(204).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const reportUri = `http://127.0.0.1:${address.port}/`;
    const proxy = await ChangingProxy.to(
      upstream,
      (asked) => asked,
      (headers) => ({ ...headers, [POLICY]: `${headers[POLICY]}; report-uri ${reportUri}` }),
    );
    return new PolicyReports(proxy, server, blocked);
  }

  /** Podshell's, through the proxy. */
  get url(): string {
    return this.#proxy.url;
  }

  async dispose(): Promise<void> {
    await this.#proxy.dispose();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

/** As `report-uri` sends it (CSP level 3, section 5.3). */
interface Report {
  readonly 'csp-report': { readonly 'blocked-uri': string; readonly 'violated-directive': string };
}
