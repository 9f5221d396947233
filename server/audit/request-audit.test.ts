import { expect, test } from 'vitest';
import { BIND_TIMEOUT, UNAUTHENTICATED, UNKNOWN_SESSION } from '#protocol/close-codes.ts';
import { PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { Sender } from '#server/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import { recordBadInput, recordClosing } from './closings.ts';
import type { AuditEvent } from './events.ts';
import { RequestAudit } from './request-audit.ts';

const sender: Sender = { caller: undefined, address: '10.0.0.1', requestId: 'r' };

function auditOfTest() {
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => void events.push(event), written: () => Promise.resolve() };
  return { events, audit, requests: new RequestAudit(audit, () => sender) };
}

test('who has just signed in is named', () => {
  const { events, requests } = auditOfTest();
  const caller = localCaller('alice');
  requests.record('signed-in', {}, caller);
  expect(events).toEqual([{ event: 'signed-in', sender: { ...sender, caller } }]);
});

test.each<[ProblemCode, boolean]>([
  ['unauthenticated', true],
  ['forbidden', true],
  ['session-not-found', true],
  ['too-many-requests', true],
  ['body-too-large', true],
  ['pod-not-found', false],
  ['bad-request', false],
  ['cluster-unreachable', false],
])('a route that answers %s refuses something: %s', (code, refuses) => {
  const { events, requests } = auditOfTest();
  requests.problem(new PodshellError(code, 'Why.'));
  expect(events).toEqual(refuses ? [{ event: 'request-refused', sender, code }] : []);
});

test('an error has one line', () => {
  const { events, requests } = auditOfTest();
  const error = new PodshellError('token-rejected', 'No.');
  requests.refuse('sign-in-refused', error);
  requests.problem(error);
  expect(events).toEqual([{ event: 'sign-in-refused', sender, code: 'token-rejected' }]);
});

test('a connection that is closed without a refusal has no line', () => {
  const { events, audit } = auditOfTest();
  for (const closing of [UNKNOWN_SESSION, BIND_TIMEOUT, UNAUTHENTICATED])
    recordClosing(audit, sender, closing);
  expect(events).toEqual([{ event: 'shell-refused', sender, code: 'session-not-found' }]);
});

test.each([
  [1009, 'message-too-big'],
  [1008, 'bad-message'],
  [3000, 'bad-message'],
])('input that closes a connection with %i is refused as %s', (closeCode, code) => {
  const { events, audit } = auditOfTest();
  recordBadInput(audit, sender, closeCode);
  expect(events).toEqual([{ event: 'request-refused', sender, code }]);
});
