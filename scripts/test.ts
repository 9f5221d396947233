/** `npm test`: every check of the project, one after another. Stops at the first that fails. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeRetries, RETRIES_VARIABLE, readRetried } from './retries/retries.ts';
import { runStep, type Step } from './run-step.ts';

/**
 * Of the specs that know of one server, those that ask most of replicas and transports in little time. The others pass on
 * replicas and over each transport, too.
 */
const ON_REPLICAS = ['attacks', 'input-output', 'messages', 'pod-streams', 'shell-routes'];

const folder = await mkdtemp(join(tmpdir(), 'podshell-test-'));
const retries = join(folder, 'retries');
await writeFile(retries, '');
const env = { [RETRIES_VARIABLE]: retries };

const steps: readonly Step[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '.'] },
  { name: 'types', command: 'npm', args: ['run', '--silent', 'types'] },
  { name: 'import rules', command: 'npm', args: ['run', '--silent', 'lint:imports'] },
  // On a busy machine, tests with real processes are sometimes late. Retried tests are counted and named below.
  { name: 'unit and integration tests', command: 'vitest', args: ['run', '--retry=1'], env },
  { name: 'browser tests', command: 'node', args: ['scripts/test-e2e.ts', '--retries=2'], env },
  {
    name: 'contract tests on three replicas, over all transports',
    command: 'node',
    args: [
      'scripts/test-e2e.ts',
      '--retries=2',
      ...ON_REPLICAS.map((name) => `e2e/contract/${name}.spec.ts`),
    ],
    env: { ...env, PODSHELL_E2E_REPLICAS: '3', PODSHELL_E2E_TRANSPORT: 'mixed' },
  },
];

process.exitCode = await runSteps();

const { passed, report } = judgeRetries(readRetried(retries));
if (report !== '') console.log(`\n== ${report}`);
if (!passed && process.exitCode === 0) process.exitCode = 1;
await rm(folder, { recursive: true, force: true });

async function runSteps(): Promise<number> {
  for (const step of steps) {
    const startedAt = performance.now();
    console.log(`\n== ${step.name}`);
    const code = await runStep(step);
    if (code !== 0) {
      console.error(`\n${step.name}: failed with exit code ${code}`);
      return code;
    }
    console.log(`== ${step.name}: passed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  return 0;
}
