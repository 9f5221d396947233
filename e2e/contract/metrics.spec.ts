/** What Prometheus reads while people work (contract, section 8). */

import { createServer } from 'node:net';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import { PodshellProcess } from './support/podshell-process.ts';

const SHELLS = 20;
/** Those of them that end while the server drains. */
const ENDED = 3;

/** Where the log says that metrics are served. */
function metricsOf(podshell: Podshell): string {
  const line = podshell.process.stderr.split('\n').find((text) => text.includes('Metrics are served'));
  return String(JSON.parse(line ?? '{}').url);
}

/** The samples by name and labels. */
async function scrape(url: string): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    samples.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

test('a scrape has the numbers of 20 open shells, and of their ends while the server drains', async ({
  serve,
}) => {
  const podshell = await serve({ PODSHELL_METRICS_ADDRESS: '127.0.0.1:0', PODSHELL_DRAIN_SECONDS: '600' });
  const url = metricsOf(podshell);
  expect(await scrape(url)).toMatchObject({
    'podshell_sessions{state="attached"}': 0,
    'podshell_terminal_bytes_total{direction="in"}': 0,
    podshell_draining: 0,
  });
  const terminals = await Promise.all(
    Array.from({ length: SHELLS }, () => podshell.open({ command: ['cat'] }, { Ack: true })),
  );
  await Promise.all(
    terminals.map(async (terminal) => {
      await terminal.message('bound');
      terminal.type('hello\n');
      // The terminal's echo, and what cat prints.
      await terminal.sees('hello\r\nhello\r\n');
    }),
  );
  terminals[0]?.line.cut();
  const name = (text: string) => `podshell_${text}`;
  await expect
    .poll(async () => (await scrape(url))[name('sessions{state="detached"}')], { intervals: [20] })
    .toBe(1);
  const refused = await podshell.api.post('/api/pods/team-a/nothing/shell');
  expect(refused.status).toBe(404);
  // The server counts an answer when it has left.
  const answered = name('http_responses_total{code="404"}');
  await expect.poll(async () => (await scrape(url))[answered], { intervals: [20] }).toBe(1);
  const during = await scrape(url);
  expect(during).toMatchObject({
    [name('sessions{state="attached"}')]: SHELLS - 1,
    [name('sessions{state="issued"}')]: 0,
    [name('shell_opens_total{result="opened",code=""}')]: SHELLS,
    [name('shell_opens_total{result="refused",code="pod-not-found"}')]: 1,
    [name('shell_start_seconds_count')]: SHELLS,
    [name('terminal_bytes_total{direction="in"}')]: SHELLS * 'hello\n'.length,
    [name('terminal_bytes_total{direction="out"}')]: SHELLS * 'hello\r\nhello\r\n'.length,
    [name('sockjs_connections{transport="websocket"}')]: SHELLS - 1,
    [name('sockjs_connections_opened_total{transport="websocket"}')]: SHELLS,
    [name('kubernetes_requests_total{verb="exec",code="101"}')]: SHELLS,
    [name('http_responses_total{code="201"}')]: SHELLS,
  });
  expect(Object.keys(during).join('\n')).not.toMatch(/team-a|debian|admin/);

  podshell.process.signal('SIGTERM');
  for (const terminal of terminals.slice(1, 1 + ENDED)) terminal.send({ Op: 'close' });
  const ends = name('shell_ends_total{result="ended",code="closed-by-user"}');
  await expect.poll(async () => (await scrape(url))[ends], { intervals: [20] }).toBe(ENDED);
  expect(await scrape(url)).toMatchObject({
    [name('draining')]: 1,
    [name('sessions{state="attached"}')]: SHELLS - 1 - ENDED,
    [name('terminal_bytes_total{direction="in"}')]: SHELLS * 'hello\n'.length,
  });
  podshell.process.signal('SIGTERM');
  await podshell.process.exited();
  await expect(fetch(url)).rejects.toThrow();
});

test('the address of the metrics is not that of the pages, and a busy one is named', async ({
  podshell,
  cluster,
  stateDirectory,
}) => {
  expect((await podshell.api.get('/metrics')).status).toBe(404);
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as { port: number };
  const address = `127.0.0.1:${port}`;
  const failing = PodshellProcess.launch({
    KUBECONFIG: cluster.kubeconfig,
    PODSHELL_STATE_DIR: stateDirectory,
    PODSHELL_METRICS_ADDRESS: address,
  });
  expect(await failing.exited()).toBe(1);
  expect(failing.stderr).toContain(
    `PODSHELL_METRICS_ADDRESS is "${address}", but the port is already in use`,
  );
  busy.close();
});
