/** `npm run dev`: the demo with hot reload. `--cluster kubeconfig` uses your current kubeconfig instead of the demo cluster. */

import { parseArgs } from 'node:util';
import { runStack } from './stack.ts';

const { values } = parseArgs({ options: { cluster: { type: 'string', default: 'demo' } } });
const { cluster } = values;
if (cluster !== 'demo' && cluster !== 'kubeconfig') {
  console.error(`--cluster must be "demo" or "kubeconfig", not "${cluster}".`);
  process.exit(64);
}
process.exit(await runStack({ dev: true, cluster }));
