/** What Prometheus reads while people work. */

import { createServer } from 'node:net';
import { replicaCount } from '../support/replica-plan.ts';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import { PodshellProcess } from './support/podshell-process.ts';
import { usualTransport } from './support/sockjs-client.ts';

const SHELLS = 20;
/** Those of them that end while the server drains. */
const ENDED = 3;

/** Where the log says that metrics are served: one address for each replica. */
function metricsOf(podshell: Podshell): readonly string[] {
  const lines = podshell.process.stderr.split('\n').filter((text) => text.includes('Metrics are served'));
  return lines.map((line) => String(JSON.parse(line).url));
}

/** The samples by name and labels, added up over all replicas. */
async function scrape(urls: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const sums: Record<string, number> = {};
  for (const url of urls) {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split('\n');
    for (const line of lines.filter((text) => text !== '' && !text.startsWith('#'))) {
      const space = line.lastIndexOf(' ');
      const name = line.slice(0, space);
      sums[name] = (sums[name] ?? 0) + Number(line.slice(space + 1));
    }
  }
  return sums;
}

test('a scrape has the numbers of 20 open shells, and of their ends while the server drains', async ({
  serve,
}) => {
  const podshell = await serve({ PODSHELL_METRICS_ADDRESS: '127.0.0.1:0', PODSHELL_DRAIN_SECONDS: '600' });
  const urls = metricsOf(podshell);
  expect(urls).toHaveLength(replicaCount());
  expect(await scrape(urls)).toMatchObject({
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
    .poll(async () => (await scrape(urls))[name('sessions{state="detached"}')], { intervals: [20] })
    .toBe(1);
  const refused = await podshell.api.post('/api/pods/team-a/nothing/shell');
  expect(refused.status).toBe(404);
  // The server counts an answer when it has left.
  const answered = name('http_responses_total{code="404"}');
  await expect.poll(async () => (await scrape(urls))[answered], { intervals: [20] }).toBe(1);
  const during = await scrape(urls);
  expect(during).toMatchObject({
    [name('sessions{state="attached"}')]: SHELLS - 1,
    [name('sessions{state="issued"}')]: 0,
    [name('shell_opens_total{result="opened",code=""}')]: SHELLS,
    [name('shell_opens_total{result="refused",code="pod-not-found"}')]: 1,
    [name('shell_start_seconds_count')]: SHELLS,
    [name('terminal_bytes_total{direction="in"}')]: SHELLS * 'hello\n'.length,
    [name('terminal_bytes_total{direction="out"}')]: SHELLS * 'hello\r\nhello\r\n'.length,
    [name(`sockjs_connections{transport="${usualTransport()}"}`)]: SHELLS - 1,
    [name(`sockjs_connections_opened_total{transport="${usualTransport()}"}`)]: SHELLS,
    [name('kubernetes_requests_total{verb="exec",code="101"}')]: SHELLS,
    [name('http_responses_total{code="201"}')]: SHELLS,
  });
  expect(Object.keys(during).join('\n')).not.toMatch(/team-a|debian|admin/);

  podshell.process.signal('SIGTERM');
  for (const terminal of terminals.slice(1, 1 + ENDED)) terminal.send({ Op: 'close' });
  const ends = name('shell_ends_total{result="ended",code="closed-by-user"}');
  await expect.poll(async () => (await scrape(urls))[ends], { intervals: [20] }).toBe(ENDED);
  expect(await scrape(urls)).toMatchObject({
    [name('draining')]: replicaCount(),
    [name('sessions{state="attached"}')]: SHELLS - 1 - ENDED,
    [name('terminal_bytes_total{direction="in"}')]: SHELLS * 'hello\n'.length,
  });
  podshell.process.signal('SIGTERM');
  await podshell.process.exited();
  for (const url of urls) await expect(fetch(url)).rejects.toThrow();
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
