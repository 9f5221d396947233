/** docs/audit.md shows lines as they are written, one for each event that exists. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeLine } from './encode-line.ts';
import { AUDIT_EVENTS, type AuditEvent } from './events.ts';

const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'audit.md'), 'utf8');
const shown = /<!-- lines -->\n```json\n([\s\S]*?)```\n<!-- \/lines -->/.exec(document)?.[1] ?? '';
const lines = shown.trim().split('\n');
test('there is a line for every event', () => {
  const events = new Set(lines.map((line) => JSON.parse(line).event));
  expect([...events].sort()).toEqual([...AUDIT_EVENTS].sort());
});

test.each(lines.map((line) => [JSON.parse(line).event, line]))('%s: fields and their order', (_, line) => {
  const { time, user, groups, address, requestId, ...fields } = JSON.parse(line);
  const caller = { userId: user, displayName: user, groups, credential: { kind: 'kubeconfig' } as const };
  const event: AuditEvent = { ...fields, sender: { caller, address, requestId } };
  expect(encodeLine(event, Date.parse(time))).toBe(`${line}\n`);
});

test('every event and field is explained', () => {
  for (const event of AUDIT_EVENTS) expect(document).toContain(`\`${event}\``);
  for (const line of lines) {
    for (const field of Object.keys(JSON.parse(line))) expect(document).toContain(`\`${field}\``);
  }
});
