import { describe, expect, test } from 'vitest';
import { TestNode } from './testing/test-node.ts';

const V5 = 'v5.channel.k8s.io';

describe('attach', () => {
  test('shows output of the main process from the attach on', async () => {
    const node = await TestNode.start();
    const command = [
      'sh',
      '-c',
      'echo before; until test -f home/go; do sleep 0.02; done; echo after; sleep 1000',
    ];
    await node.run('app', 'debian', { command });
    while ((await (await node.log('app')).text()) !== 'before\n');
    const clients = ['v5', 'v4'].map((version) =>
      node.stream('app/attach?stdout=true&stderr=true', `${version}.channel.k8s.io`),
    );
    for (const client of clients) await client.until(() => client.frames.length > 0);
    await node.output('app', 'touch home/go');
    for (const client of clients) {
      await client.until(() => client.output() !== '');
      expect(client.output()).toBe('after\n');
      client.socket.destroy();
    }
    expect(await (await node.log('app')).text()).toBe('before\nafter\n');
  });

  test('reports success when the main process ends, whatever its exit code', async () => {
    const node = await TestNode.start();
    await node.run('app', 'debian', { command: ['sh', '-c', 'read x; exit 7'], stdin: true });
    const client = node.stream('app/attach?stdin=true&stdout=true', V5);
    client.send(0, 'go\n');
    await client.untilClosed();
    expect(client.status()).toEqual({ metadata: {}, status: 'Success' });
    expect(client.closeCode()).toBe(1000);
  });

  test('types into a terminal, sets its size, and leaves it running', async () => {
    const node = await TestNode.start();
    await node.run('app', 'debian', { command: ['sh'], stdin: true, tty: true });
    const attach = () => node.stream('app/attach?stdin=true&stdout=true&tty=true', V5);
    const client = attach();
    client.send(4, '{"Width":91,"Height":31}');
    client.send(0, 'stty size\r');
    await client.until(() => client.output().includes('31 91\r\n'));
    client.sendClose(1000);
    await client.untilClosed();
    const again = attach();
    again.send(0, 'echo still $((6*7))\r');
    await again.until(() => again.output().includes('still 42'));
    again.socket.destroy();
  });

  test('closes the input of a container with stdinOnce', async () => {
    const node = await TestNode.start();
    await node.run('app', 'debian', { command: ['cat'], stdin: true, stdinOnce: true });
    const client = node.stream('app/attach?stdin=true&stdout=true', V5);
    client.send(0, 'hello\n');
    await client.until(() => client.output() === 'hello\n');
    client.sendFrame(2, Buffer.of(255, 0));
    await client.untilClosed();
    expect(client.status()?.status).toBe('Success');
  });

  test('a client that does not read blocks the main process until it leaves', async () => {
    const node = await TestNode.start({ pipelineBytes: 64 * 1024 });
    const command = ['sh', '-c', 'read x; head -c 60000000 /dev/zero; echo done > home/done; sleep 1000'];
    await node.run('app', 'debian', { command, stdin: true });
    const client = node.stream('app/attach?stdin=true&stdout=true', V5, false);
    client.send(0, 'go\n');
    await client.until(() => client.outputBytes > 0);
    client.socket.pause();
    expect(await node.output('app', 'sleep 0.3; cat home/done 2>/dev/null || echo blocked')).toBe(
      'blocked\n',
    );
    client.socket.destroy();
    const waited = await node.output('app', 'until test -f home/done; do sleep 0.02; done; cat home/done');
    expect(waited).toBe('done\n');
  });
});
