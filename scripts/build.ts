/** `npm run build`: always builds the pages. */

import { build } from './ensure-build.ts';

await build();
