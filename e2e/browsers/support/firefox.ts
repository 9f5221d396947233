/** Firefox over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which Firefox speaks without a driver. */

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { DriverSession } from './browser-driver.ts';
import { BrowserProcess, isInstalled } from './browser-process.ts';

const COMMANDS = ['firefox-esr', 'firefox'];

/** No first-run pages, no background requests. */
const PREFERENCES = `
user_pref('app.normandy.enabled', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('browser.startup.homepage_override.mstone', 'ignore');
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('extensions.update.enabled', false);
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('services.settings.server', 'data:,');
user_pref('toolkit.telemetry.enabled', false);
`;

/** The command of an installed Firefox. */
export function findFirefox(): string | undefined {
  return COMMANDS.find(isInstalled);
}

/** @throws Error when it does not start */
export async function startFirefox(command: string): Promise<DriverSession> {
  const args = (folder: string) => {
    writeFileSync(join(folder, 'user.js'), PREFERENCES);
    return ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0', 'about:blank'];
  };
  const running = await BrowserProcess.start(command, args, /WebDriver BiDi listening on (ws:\S+)/);
  try {
    return await openSession(running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function openSession(running: BrowserProcess): Promise<DriverSession> {
  const { send, socket } = await connect(`${running.said}/session`);
  const { capabilities } = (await send('session.new', { capabilities: {} })) as {
    capabilities: { browserName: string; browserVersion: string };
  };
  const tree = (await send('browsingContext.getTree', {})) as { contexts: readonly { context: string }[] };
  const context = tree.contexts[0]?.context;
  return {
    browser: `${capabilities.browserName} ${capabilities.browserVersion}`,
    async navigate(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = (await send('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      })) as { result: { value: string }; exceptionDetails?: { text: string } };
      if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
      return answer.result.value;
    },
    async perform(actions) {
      await send('input.performActions', { context, actions });
    },
    async resize(width, height) {
      await send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    async close() {
      socket.close();
      await running.stop();
    },
  };
}

interface Answer {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** A connection that matches answers to commands. */
async function connect(url: string) {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  socket.on('message', (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data)) as Answer;
    if (id === undefined) return;
    if (type === 'success') waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(`${error}: ${message}`));
    waiting.delete(id);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has closed the connection'));
  });
  const send = (method: string, params: object): Promise<unknown> => {
    lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params }));
    return answer.promise;
  };
  return { socket, send };
}
