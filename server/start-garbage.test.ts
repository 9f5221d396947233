import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_FLAGS } from '#scripts/server-engine.ts';

const PROGRAM = `
import { getHeapSpaceStatistics } from 'node:v8';
import { collectStartGarbage } from ${JSON.stringify(join(import.meta.dirname, 'start-garbage.ts'))};
const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
// As modules do while they are loaded: much of what is allocated stays.
let kept = [];
while (young() < 8e6) kept.push({ text: String(kept.length) });
const before = young();
kept = kept.length;
collectStartGarbage();
console.log(JSON.stringify({ before, after: young(), gc: typeof globalThis.gc }));
`;

test('the young generation shrinks, and pages get no means to collect garbage', () => {
  const args = [...SERVER_FLAGS, '--input-type=module', '--eval', PROGRAM];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { before, after, gc } = JSON.parse(stdout) as { before: number; after: number; gc: string };
  expect(after).toBeLessThan(before / 4);
  expect(gc).toBe('undefined');
});
