/** `npm run build`: builds the pages, whatever is there already. */

import { build } from './ensure-build.ts';

await build();
