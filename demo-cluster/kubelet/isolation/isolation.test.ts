import { existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestNode } from '../testing/test-node.ts';
import { commandNotice } from './notice.ts';

const probe = await TestNode.startShared();
const { notIsolated } = probe.kubelet;
await probe.stop();

describe.skipIf(notIsolated !== undefined)('an isolated container', () => {
  let node: TestNode;
  let secrets: string;
  let homes: string;
  beforeAll(async () => {
    homes = mkdtempSync(join(tmpdir(), 'podshell-homes-'));
    node = await TestNode.startShared({ homesDirectory: homes });
    secrets = mkdtempSync(join(tmpdir(), 'podshell-secret-'));
    await node.run('debian', 'debian', { env: [{ name: 'SECRETS', value: secrets }] });
    await node.run('other', 'debian');
  });
  afterAll(async () => {
    await node.stop();
    rmSync(secrets, { recursive: true });
  });

  const run = (script: string) => node.output('debian', `exec 2>&1; ${script}`);

  test('has its own root, which only it can write to', async () => {
    expect(await run('pwd; touch /mine /root/mine /tmp/mine && ls /mine')).toBe('/\n/mine\n');
    expect(existsSync('/mine')).toBe(false);
    expect(await node.output('other', 'ls /root /tmp')).toBe('/root:\n\n/tmp:\n');
  });

  test('does not see the files of this machine', async () => {
    expect(await run('ls -d $SECRETS || echo gone')).toContain('gone');
    expect(await run(`ls ${process.cwd()} || echo gone`)).toContain('gone');
    expect(await run('cat /etc/passwd')).toBe('root:x:0:0:root:/root:/bin/sh\n');
  });

  test('cannot write to the system, even after a remount', async () => {
    expect(await run('touch /usr/mine')).toContain('Read-only file system');
    const remount = '/usr/bin/mount -o remount,bind,rw /usr; /usr/bin/umount -l /usr; touch /usr/mine';
    expect(await run(remount)).toContain('Read-only file system');
  });

  test('survives rm -rf of everything, and so does this machine', async () => {
    await node.run('wiped', 'debian');
    await node.output('wiped', 'rm -rf ~ /tmp/* /etc/* 2>/dev/null; true');
    expect(await node.output('wiped', 'ls /root; echo alive')).toBe('alive\n');
    expect(existsSync('/usr/bin/env') && existsSync('/etc/passwd')).toBe(true);
  });

  test('has its own host name', async () => {
    expect(await run('uname -n; cat /proc/sys/kernel/hostname')).toBe('debian\ndebian\n');
  });

  test('sees only its own processes', async () => {
    const pids = (await run('echo /proc/[0-9]*')).trim().split(' ');
    expect(pids).toContain('/proc/1');
    expect(pids.length).toBeLessThan(12);
    expect(await run(`kill -0 ${process.pid} || echo gone`)).toContain('gone');
    expect(await run('cat /proc/1/cmdline | tr "\\0" " "')).toBe('/bin/sh /pause ');
  });

  test('is root inside and no privileged user outside', async () => {
    expect(await run('id -u')).toBe('0\n');
    await run('touch /owned');
    const [root] = globSync('debian-*/debian', { cwd: homes });
    expect(statSync(join(homes, root ?? '', 'owned')).uid).not.toBe(0);
  });

  test('makes each process the leader of its own session, as on a real node', async () => {
    const fields = 'read -r pid name state parent group session rest </proc/self/stat; ';
    const script = `${fields} [ "$pid" = "$session" ] && [ "$pid" = "$$" ] && echo leader`;
    expect(await run(script)).toBe('leader\n');
    const client = node.exec('debian', ['sh', '-c', script], { tty: true });
    await client.untilClosed();
    expect(client.output()).toBe('leader\r\n');
  });

  test('has its own pseudo-terminals, and no devices of this machine', async () => {
    expect(await run('ls /dev/pts; ls /dev/sda /dev/vda /dev/mem || echo gone')).toContain('gone');
    expect(await run('echo out >/dev/stdout; echo err >/dev/stderr; echo x >/dev/null')).toBe('out\nerr\n');
  });

  test('reaps the orphans of its processes', async () => {
    await run('(sleep 0.01 &) ; (sleep 0.01 &)');
    const zombies = 'for p in /proc/[0-9]*; do read -r a b s c <$p/stat && [ "$s" = Z ] && echo zombie; done';
    expect(await run(`sleep 0.2; ${zombies}`)).toBe('');
  });

  test.each([false, true])('reports the exit of a process that was stopped (terminal: %s)', async (tty) => {
    const client = node.exec('debian', ['sh', '-c', 'echo pid=$$; kill -STOP $$; echo back; exit 5'], {
      tty,
    });
    await client.until(() => /pid=\d+\r?\n/.test(client.output()));
    const pid = /pid=(\d+)/.exec(client.output())?.[1];
    await run(`until grep -q '^State:.T' /proc/${pid}/status; do sleep 0.01; done; kill -CONT ${pid}`);
    await client.untilClosed();
    expect(client.output()).toMatch(/back\r?\n$/);
    expect(client.status()?.details?.causes[0]?.message).toBe('5');
  });

  test('signals and exit codes are those of the process', async () => {
    const signalled = node.exec('debian', ['sh', '-c', 'kill -TERM $$']);
    await signalled.untilClosed();
    expect(signalled.status()?.details?.causes[0]?.message).toBe('143');
    const exited = node.exec('debian', ['sh', '-c', 'exit 3'], { tty: true });
    await exited.untilClosed();
    expect(exited.status()?.details?.causes[0]?.message).toBe('3');
  });
});

describe('without isolation', () => {
  test('the first line of a terminal says so, and only there', async () => {
    const node = await TestNode.start({ isolated: false, isolationNotice: true });
    expect(node.kubelet.notIsolated).toBe('it is switched off');
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['sh', '-c', 'echo hello'], { tty: true });
    await client.untilClosed();
    expect(client.output()).toBe(
      'Warning: this container is not isolated (it is switched off). Commands run as you and can change your files.\r\nhello\r\n',
    );
    expect(await node.output('debian', 'echo hello')).toBe('hello\n');
  });

  test('containers work as directories of this machine', async () => {
    const node = await TestNode.start({ isolated: false });
    await node.run('debian', 'debian');
    expect(await node.output('debian', 'touch home/x; ls home; basename $HOME')).toBe('x\nroot\n');
  });

  test('the command says what that means', () => {
    expect(commandNotice('this needs Linux with user namespaces')).toBe(
      'Warning: the demo\'s containers are not isolated: this needs Linux with user namespaces.\nThey run as you and can change your files: "rm -rf ~" in a pod deletes your home directory.',
    );
  });
});
