import { expect, test } from 'vitest';
import type { Sender } from '#server/ports.ts';
import type { Connection } from '#server/terminal/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { AuditEvent } from './events.ts';
import { RequestAudit } from './request-audit.ts';
import { auditViews } from './view-audit.ts';

const target = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
const asking: Sender = { caller: localCaller('alice'), address: '10.0.0.1', requestId: 'asking' };
const watching: Sender = { caller: localCaller('bob'), address: '10.0.0.2', requestId: 'watching' };
const WATCHER = {} as Connection;

test('the link is its owner’s line, and all others are the watcher’s, with whose shell it is', () => {
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => void events.push(event), written: () => Promise.resolve() };
  const views = auditViews(
    {
      audit,
      requests: new RequestAudit(audit, () => asking),
      senderOf: (connection) => (connection === WATCHER ? watching : undefined),
    },
    { shellId: 's', target, owner: 'Alice' },
  );
  views.onShared();
  views.onRefused(WATCHER, 'watcher-limit');
  views.onViewed(WATCHER);
  views.onHandedOver(WATCHER);
  views.onReturned(WATCHER, { bytes: 7, ms: 40, why: 'owner-typed' });
  views.onLeft(WATCHER, 90, 'removed');
  const shell = { ...target, shellId: 's' };
  const watched = { sender: watching, ...shell, owner: 'Alice' };
  expect(events).toEqual([
    { event: 'shell-shared', sender: asking, ...shell },
    { event: 'view-refused', ...watched, code: 'watcher-limit' },
    { event: 'shell-viewed', ...watched },
    { event: 'keyboard-handed-over', ...watched },
    { event: 'keyboard-returned', ...watched, durationMs: 40, bytesIn: 7, cause: 'owner-typed' },
    { event: 'view-ended', ...watched, durationMs: 90, cause: 'removed' },
  ]);
});
