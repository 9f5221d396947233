/** What a browser does in a sign-in: follows redirects, and keeps the cookies of each host. */

import type { Presented } from '#server/ports.ts';

export class TestBrowser {
  /** By host, as browsers do: ports share cookies. The tests use several ports, so here they do not. */
  readonly #jars = new Map<string, Map<string, string>>();

  /** Takes the `Set-Cookie` values of a response. */
  keep(origin: string, setCookies: readonly string[]): void {
    const jar = this.#jar(origin);
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split('; ');
      const cut = pair.indexOf('=');
      const isGone = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=.*1970/i.test(one));
      if (isGone) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }

  /** By name. */
  cookies(origin: string): ReadonlyMap<string, string> {
    return this.#jar(origin);
  }

  /** The Cookie header. */
  cookieHeader(origin: string): string {
    return [...this.#jar(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** What a request of this browser shows. */
  presented(origin: string): Presented {
    const cookie = this.cookieHeader(origin);
    return {
      headers: { host: [new URL(origin).host], ...(cookie === '' ? {} : { cookie: [cookie] }) },
      peer: '127.0.0.1',
    };
  }

  async get(url: string): Promise<Response> {
    const { origin } = new URL(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: this.cookieHeader(origin), accept: 'text/html' },
    });
    this.keep(origin, response.headers.getSetCookie());
    return response;
  }

  /** Follows redirects from `url` up to one that leads to `origin`, and returns that. */
  async followTo(origin: string, url: string): Promise<URL> {
    let next = new URL(url);
    for (let hop = 0; hop < 20; hop += 1) {
      if (next.origin === origin) return next;
      const response = await this.get(next.href);
      const location = response.headers.get('location');
      if (location === null)
        throw new Error(`${next.pathname} answered ${response.status}: ${await response.text()}`);
      next = new URL(location, next);
    }
    throw new Error('Too many redirects');
  }

  #jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}
