import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestNode } from './testing/test-node.ts';

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Children that have not been waited for. */
function childProcesses(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
}

test('a hundred concurrent streams get their own output and leak no descriptor', async () => {
  const node = await TestNode.start();
  await node.run('debian', 'debian');
  const before = openDescriptors();
  const childrenBefore = childProcesses();
  const clients = Array.from({ length: 100 }, (_, i) =>
    node.exec('debian', ['sh', '-c', `read x; echo ${i} $x; exit ${i % 3}`], { tty: i % 2 === 0 }),
  );
  for (const client of clients) client.send(0, 'typed\n');
  await Promise.all(clients.map((client) => client.untilClosed()));
  for (const [i, client] of clients.entries()) {
    expect(client.output()).toContain(`${i} typed`);
    expect(client.status()?.status).toBe(i % 3 === 0 ? 'Success' : 'Failure');
  }
  // The last sockets close one turn of the event loop after their clients see the end.
  while (openDescriptors() > before) await new Promise((resolve) => setImmediate(resolve));
  // Processes that earlier tests have left to themselves may have ended meanwhile.
  expect(childProcesses()).toBeLessThanOrEqual(childrenBefore);
});
