/** `npm run dev`: as the demo, with hot reload. `--cluster kubeconfig` uses the current kubeconfig instead. */

import { parseArgs } from 'node:util';
import { runStack } from './stack.ts';

const { values } = parseArgs({ options: { cluster: { type: 'string', default: 'demo' } } });
const { cluster } = values;
if (cluster !== 'demo' && cluster !== 'kubeconfig') {
  console.error(`--cluster must be "demo" or "kubeconfig", not "${cluster}".`);
  process.exit(64);
}
process.exit(await runStack({ dev: true, cluster }));
