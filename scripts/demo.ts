/** `npm run demo`: builds what is missing, then runs the demo cluster and Podshell against it. */

import { ensureBuild } from './ensure-build.ts';
import { runStack } from './stack.ts';

await ensureBuild();
process.exit(await runStack({ dev: false, cluster: 'demo' }));
