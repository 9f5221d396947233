import type { Page, WebSocketRoute } from '@playwright/test';
import { FAILURES, type FailureCode } from '#components/failures/failure-codes.ts';
import { kubectlLine } from '#components/failures/kubectl-line.ts';
import { expect, test } from '../support/fixtures.ts';

/** A pane of 320 x 120 px in a split tab, below its header. */
const ROOM = { width: 320, height: 92 };

/** A pane of half a window. */
const HALF = { width: 640, height: 300 };

async function makeSmall(page: Page, { width, height } = ROOM): Promise<void> {
  const main = await page.getByRole('main').boundingBox();
  await page.setViewportSize({ width, height: Math.ceil(main?.y ?? 0) + height });
}

/** One failure of each kind of panel: those with the same buttons look alike, and the server's text is long here. */
function eachKind(): readonly FailureCode[] {
  const kinds = new Map<string, FailureCode>();
  for (const code of Object.keys(FAILURES) as FailureCode[]) {
    const target = { context: undefined, namespace: 'team-a', pod: 'debian', container: '' };
    const more = [/^reason-/, /^(shell-not-found|command-not-.*)$/].findIndex((of) => of.test(code));
    kinds.set([...FAILURES[code].actions, kubectlLine(code, target)?.purpose, more].join(), code);
  }
  return [...kinds.values()];
}

/** Answers in place of the server: binds each shell, and ends it when told to. */
async function fakeSockets(page: Page): Promise<{ readonly last: () => WebSocketRoute | undefined }> {
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/sockjs.*websocket/, (socket) => {
    sockets.push(socket);
    socket.onMessage((text) => {
      if (!String(text).includes('bind')) return;
      const bound = {
        Op: 'bound',
        SessionID: 'x',
        Offset: 0,
        Resumed: false,
        Container: 'debian',
        Shell: 'bash',
      };
      socket.send(`a${JSON.stringify([JSON.stringify(bound)])}`);
    });
    socket.send('o');
  });
  return { last: () => sockets.at(-1) };
}

test('every kind of failure offers all its actions in a small pane', async ({ page, visitShell }) => {
  let code: string = 'pod-not-found';
  await page.route('**/api/pods/team-a/debian/shell*', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { status: 409, title: 'Conflict', detail: 'The cause in a sentence. '.repeat(8), code },
    }),
  );
  await visitShell({ pod: 'debian' });
  // The last one: a kubectl command may stand above it.
  const shown = page.locator('section[aria-labelledby] code').last();
  await expect(shown).toHaveText(code);
  await makeSmall(page);
  for (const next of eachKind()) {
    code = next;
    const restart = page.getByRole('button', { name: /^(Try again|New shell)$/ });
    if ((await restart.count()) > 0) await restart.click();
    else await page.reload();
    await expect(shown).toHaveText(next);
    const actions = page.locator('section[aria-labelledby]').locator('a:visible, button:visible');
    expect(await actions.count(), next).toBeGreaterThanOrEqual(FAILURES[next].actions.length);
    for (const action of await actions.all()) await expect(action, next).toBeInViewport({ ratio: 1 });
    await actions.first().click({ trial: true });
  }
});

test('a lost, an ended and a reconnecting shell offer their actions in a small pane', async ({
  page,
  visitShell,
}) => {
  const sockets = await fakeSockets(page);
  const shell = await visitShell({ pod: 'debian' });
  await shell.waitForState('ready');
  await makeSmall(page);
  const reach = async (name: string) => {
    const button = page.getByRole('button', { name });
    await expect(button).toBeInViewport({ ratio: 1 });
    return button;
  };

  await sockets.last()?.send('c[4409,"Taken over"]');
  await (await reach('New shell')).click({ trial: true });
  await (await reach('Use here')).click();
  await shell.waitForState('ready');

  await sockets.last()?.send('c[4404,"Unknown session"]');
  await (await reach('New shell')).click();
  await shell.waitForState('ready');

  const exit = JSON.stringify({ Op: 'exit', Code: 137, Data: 'The process was killed. '.repeat(8) });
  await sockets.last()?.send(`a${JSON.stringify([exit])}`);
  await sockets.last()?.send('c[1,"Process exited"]');
  await reach('New shell');
  // The sentence has the room, not the hint beside the button.
  const sentence = await page.locator('p:not(.sr-only)', { hasText: 'exit code 137' }).boundingBox();
  expect(sentence?.width).toBeGreaterThan(ROOM.width / 3);
  await (await reach('New shell')).click();
  await shell.waitForState('ready');

  await makeSmall(page, HALF);
  const why = JSON.stringify({ Op: 'toast', Data: 'The container restarted.', Code: 'container-restarted' });
  await sockets.last()?.send(`a${JSON.stringify([why])}`);
  await sockets.last()?.send('c[2,"Broken"]');
  await expect(page.getByRole('heading', { name: 'Container restarted' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('link', { name: 'Log of this container' }).click({ trial: true });
  await (await reach('New shell')).click();
  await shell.waitForState('ready');

  await makeSmall(page);
  await page.routeWebSocket(/sockjs.*websocket/, (socket) => socket.close());
  await page.route('**/sockjs/**', (route) => route.abort());
  await sockets.last()?.close();
  await (await reach('Reconnect now')).click({ trial: true });
});
