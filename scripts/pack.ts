/** `npm run pack`: writes the npm packages of this repository to `dist/`. */

import { join } from 'node:path';
import { packPlaywright } from './pack-playwright.ts';

const destination = join(import.meta.dirname, '..', 'dist');

// The name does not begin with `podshell-`: `dist/podshell-*.tgz` must match one file.
await packPlaywright(destination);
