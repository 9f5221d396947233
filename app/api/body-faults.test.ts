import { expect, test } from 'vitest';
import { z } from 'zod';
import { shellRequestSchema, signInRequestSchema } from '#protocol/api.ts';
import { debugRequestSchema } from '#protocol/debug-request.ts';
import { bodyFaults } from './body-faults.ts';

function faultsOf(schema: z.ZodType, body: unknown): string {
  const { error } = schema.safeParse(body);
  return error === undefined ? '' : bodyFaults(error.issues);
}

test.each([
  [{ cols: '80' }, '"cols" must be a number'],
  [{ rows: 24.5 }, '"rows" must be a whole number'],
  [{ cols: 0, rows: 65_536 }, '"cols" must be at least 1; "rows" must be at most 65535'],
  [{ container: null }, '"container" must be text'],
  [{ container: '' }, '"container" must have at least 1 character'],
  [{ shell: 'x'.repeat(257) }, '"shell" must have at most 256 characters'],
  [{ command: 'ls -l' }, '"command" must be a list'],
  [{ command: [] }, '"command" must have at least 1 entry'],
  [{ command: ['ls', 7] }, '"command.1" must be text'],
  [{ attach: 'yes' }, '"attach" must be true or false'],
  [{ attach: true, shell: 'sh' }, '"attach" starts no shell and no command: leave "shell" and "command" out'],
  [{ reason: 'a\nb' }, '"reason" must be one line without control characters'],
  [[], 'the body must be a JSON object'],
  [null, 'the body must be a JSON object'],
])('the shell request %j: %s', (body, sentence) => {
  expect(faultsOf(shellRequestSchema, body)).toBe(sentence);
});

test('a value that is not one of a list names the list', () => {
  expect(faultsOf(debugRequestSchema, { profile: 'root' })).toMatch(/^"profile" must be one of: general, /);
});

test('a secret in the wrong place is not repeated', () => {
  const body = { token: ['s3cret'], context: 5, frame: 's3cret' };
  expect(faultsOf(signInRequestSchema, body)).toBe(
    '"token" must be text; "context" must be text; "frame" has the wrong form',
  );
});

test('a fault without words of its own keeps those of the library', () => {
  expect(faultsOf(z.strictObject({}), { more: 1 })).toMatch(/^the body is not valid: .*more/);
});
