/** `npm test`: every check of the project, one after another. Stops at the first that fails. */

import { runStep, type Step } from './run-step.ts';

const steps: readonly Step[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '.'] },
  { name: 'types', command: 'npm', args: ['run', '--silent', 'types'] },
  { name: 'import rules', command: 'npm', args: ['run', '--silent', 'lint:imports'] },
  // Real processes on a busy machine miss a moment now and then; the reports name every test that needed another try.
  { name: 'unit and integration tests', command: 'vitest', args: ['run', '--retry=1'] },
  { name: 'browser tests', command: 'node', args: ['scripts/test-e2e.ts', '--retries=2'] },
];

for (const step of steps) {
  const startedAt = performance.now();
  console.log(`\n== ${step.name}`);
  const code = await runStep(step);
  if (code !== 0) {
    console.error(`\n${step.name}: failed with exit code ${code}`);
    process.exit(code);
  }
  console.log(`== ${step.name}: passed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
