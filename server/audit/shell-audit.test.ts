import { expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { Sender } from '#server/ports.ts';
import type { Connection } from '#server/terminal/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { AuditEvent } from './events.ts';
import { RequestAudit } from './request-audit.ts';
import { ShellAudit } from './shell-audit.ts';

const TARGET = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
const asking: Sender = { caller: localCaller('alice'), address: '10.0.0.1', requestId: 'asking' };
const binding: Sender = { ...asking, address: '10.0.0.2', requestId: 'binding' };
const CONNECTION = {} as Connection;

function auditOfTest(written: () => Promise<void> = () => Promise.resolve()) {
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => void events.push(event), written };
  const clock = new FakeClock();
  const requests = new RequestAudit(audit, () => asking);
  const senderOf = (connection: Connection) => (connection === CONNECTION ? binding : undefined);
  return { events, clock, shells: new ShellAudit({ audit, requests, clock, senderOf }) };
}

const shellOf = (command?: readonly string[]) => ({
  shellId: 's',
  target: TARGET,
  shell: undefined,
  command,
  reason: undefined,
});

test('the reason for a shell is in each of its lines', async () => {
  const { events, shells } = auditOfTest();
  await shells.requested({ ...shellOf(), reason: 'INC-1' });
  const observer = shells.observe('s');
  observer.onStarted('bash');
  observer.onEnded({ cause: 'process-exited', exitCode: 0, bytesIn: 0, bytesOut: 0 });
  expect(events.map(({ event, reason }) => [event, reason])).toEqual([
    ['shell-requested', 'INC-1'],
    ['shell-opened', 'INC-1'],
    ['shell-ended', 'INC-1'],
  ]);
});

test('a shell of a replica that was killed has ended, by no request', () => {
  const { events, clock, shells } = auditOfTest();
  const caller = { userId: 'alice', displayName: 'Alice' };
  shells.cutShort({ shellId: 's', caller, target: TARGET, startedAt: clock.now() - 5000 });
  expect(events).toMatchObject([
    { event: 'shell-ended', ...TARGET, shellId: 's', cause: 'replica-gone', durationMs: 5000 },
  ]);
  expect(events[0]?.sender).toMatchObject({ caller: { ...caller, groups: [] }, address: '', requestId: '' });
});

test('an attached session has its own line, and no command', async () => {
  const { events, shells } = auditOfTest();
  await shells.requested({ ...shellOf(), attach: true });
  const observer = shells.observe('s');
  observer.onStarted('attach');
  observer.onEnded({ cause: 'closed-by-user', exitCode: undefined, bytesIn: 0, bytesOut: 0 });
  expect(events.map(({ event, command }) => [event, command])).toEqual([
    ['shell-requested', undefined],
    ['attached', undefined],
    ['shell-ended', undefined],
  ]);
});

test('a shell has a line for each thing that happens to it, with its sender', async () => {
  const { events, clock, shells } = auditOfTest();
  await shells.requested(shellOf());
  const observer = shells.observe('s');
  observer.onBound('first', CONNECTION);
  clock.advance(40);
  observer.onStarted('bash');
  observer.onBound('resumed', CONNECTION);
  observer.onBound('taken-over', CONNECTION);
  clock.advance(2000);
  observer.onEnded({ cause: 'idle-limit', exitCode: 129, bytesIn: 3, bytesOut: 5 });
  const common = { ...TARGET, shellId: 's' };
  expect(events).toEqual([
    { event: 'shell-requested', sender: asking, ...common },
    { event: 'shell-opened', sender: binding, ...common, command: ['bash'] },
    { event: 'shell-resumed', sender: binding, ...common, command: ['bash'] },
    { event: 'shell-taken-over', sender: binding, ...common, command: ['bash'] },
    {
      event: 'shell-ended',
      sender: binding,
      ...common,
      command: ['bash'],
      durationMs: 2000,
      cause: 'idle-limit',
      exitCode: 129,
      bytesIn: 3,
      bytesOut: 5,
    },
  ]);
});

test("a command of the user's own is in every line", async () => {
  const { events, shells } = auditOfTest();
  await shells.requested(shellOf(['ls', '-l']));
  shells.observe('s').onStarted('ls');
  expect(events.map(({ command }) => command)).toEqual([
    ['ls', '-l'],
    ['ls', '-l'],
  ]);
});

test('a shell that cannot start was requested, and is refused', async () => {
  const { events, shells } = auditOfTest();
  await shells.requested(shellOf());
  shells.observe('s').onBound('first', CONNECTION);
  shells.observe('s').onRefused('forbidden');
  expect(events.slice(1)).toEqual([
    { event: 'shell-refused', sender: binding, ...TARGET, shellId: 's', code: 'forbidden' },
  ]);
});

test('while the log cannot be written, nobody gets a shell', async () => {
  const { events, shells } = auditOfTest(() => Promise.reject(new Error('ENOSPC')));
  const error = await shells.requested(shellOf()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'audit-unavailable' });
  expect(String(error)).not.toContain('ENOSPC');
  shells.refused('s', TARGET, error);
  expect(events.map(({ event, code }) => [event, code])).toEqual([
    ['shell-requested', undefined],
    ['shell-refused', 'audit-unavailable'],
  ]);
});

test.each([
  [new PodshellError('forbidden', 'No.'), 'forbidden', 'demo'],
  [new PodshellError('context-not-found', 'No.'), 'context-not-found', undefined],
  [new PodshellError('bad-request', 'No.'), 'bad-request', undefined],
  [new Error('a bug'), 'internal-error', 'demo'],
])('a refusal has what is known of the place, and no context that is unknown: %s', (error, code, context) => {
  const { events, shells } = auditOfTest();
  shells.refused('s', { pod: 'debian', context: 'demo' }, error);
  expect(events).toEqual([
    {
      event: 'shell-refused',
      sender: asking,
      pod: 'debian',
      ...(context === undefined ? {} : { context }),
      shellId: 's',
      code,
    },
  ]);
});

test('a session that nobody asked for here has no lines', () => {
  const { events, shells } = auditOfTest();
  const observer = shells.observe('unknown');
  observer.onBound('resumed', CONNECTION);
  observer.onStarted('bash');
  observer.onEnded({ cause: 'process-exited', exitCode: 0, bytesIn: 0, bytesOut: 0 });
  expect(events).toEqual([]);
});
