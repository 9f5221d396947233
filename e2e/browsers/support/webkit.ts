/** WebKitGTK over WebDriver (https://www.w3.org/TR/webdriver2/), on an X server without a screen. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#scripts/free-port.ts';
import type { DriverSession } from './browser-driver.ts';
import { BrowserProcess, isInstalled } from './browser-process.ts';

const DRIVER = 'WebKitWebDriver';

/** Where the packages of distributions put the browser that the driver starts. */
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib64'];

/** The screen has room for the largest window of the tests. */
const XVFB = ['-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-displayfd', '1'];

/** Path of WebKitGTK's small browser; undefined without it, its driver, or an X server. */
export function findWebKit(): string | undefined {
  if (!isInstalled(DRIVER) || !isInstalled('Xvfb')) return undefined;
  for (const folder of LIBRARIES) {
    const found = entriesOf(folder).filter((name) => name.startsWith('webkit2gtk-'));
    for (const name of found) {
      if (entriesOf(join(folder, name)).includes('MiniBrowser')) return join(folder, name, 'MiniBrowser');
    }
  }
  return undefined;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @throws Error when the X server, the driver or the browser does not start */
export async function startWebKit(binary: string): Promise<DriverSession> {
  const display = await BrowserProcess.start('Xvfb', () => XVFB, /^(\d+)\n/m);
  const port = await freePort();
  const env = {
    DISPLAY: `:${display.said}`,
    GDK_BACKEND: 'x11',
    // Its sandbox and its GPU process need what containers lack.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
  };
  const driver = await startDriver(port, env, display);
  const close = async () => {
    await driver.stop();
    await display.stop();
  };
  try {
    return await openSession(`http://127.0.0.1:${port}`, binary, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startDriver(port: number, env: Readonly<Record<string, string>>, display: BrowserProcess) {
  try {
    // It prints nothing, so the shell says that it is about to start.
    const args = () => ['-c', `echo starting; exec ${DRIVER} --port=${port}`];
    return await BrowserProcess.start('sh', args, /starting()/, env);
  } catch (error) {
    await display.stop();
    throw error;
  }
}

async function openSession(
  url: string,
  binary: string,
  closeAll: () => Promise<void>,
): Promise<DriverSession> {
  const options = { binary, args: ['--automation', '--private'] };
  const alwaysMatch = { 'webkitgtk:browserOptions': options };
  const { sessionId, capabilities } = (await command(url, 'POST', '/session', {
    capabilities: { alwaysMatch },
  })) as {
    sessionId: string;
    capabilities: { browserName: string; browserVersion: string };
  };
  const send = (method: string, path: string, body?: object) =>
    command(url, method, `/session/${sessionId}${path}`, body);
  await send('POST', '/timeouts', { script: 30_000, pageLoad: 60_000 });
  return {
    browser: `${capabilities.browserName} ${capabilities.browserVersion}`,
    async navigate(address) {
      await send('POST', '/url', { url: address });
    },
    async evaluate(expression) {
      const script = `const done = arguments[0]; (${expression}).then(done, (error) => done({ error: String(error) }))`;
      const answer = await send('POST', '/execute/async', { script, args: [] });
      if (typeof answer === 'string') return answer;
      throw new Error((answer as { error: string }).error);
    },
    async perform(actions) {
      await send('POST', '/actions', { actions });
    },
    async resize(width, height) {
      await send('POST', '/window/rect', { width, height });
    },
    async close() {
      await send('DELETE', '').catch(() => undefined);
      await closeAll();
    },
  };
}

/** The driver may not listen yet, so a refused connection is tried again. */
async function command(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      const response = await fetch(url + path, {
        method,
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
      });
      const { value } = (await response.json()) as { value: unknown };
      if (response.ok) return value;
      const { error, message } = value as { error: string; message: string };
      throw new Error(`${method} ${path}: ${error}: ${message}`);
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      if (code !== 'ECONNREFUSED' || performance.now() > deadline) throw error;
    }
  }
}
