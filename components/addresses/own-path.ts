import { withoutBasePath } from '#protocol/base-path.ts';
import { served } from './served.ts';

/** The path of a page. @param address as `window.location` or a query has it: path, query and fragment */
export function ownPath(address: string): string {
  return withoutBasePath(served(''), address);
}
