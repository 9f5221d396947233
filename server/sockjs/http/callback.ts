/** Validates the name of the JavaScript function that receives the frames (jsonp, htmlfile). */

import { queryParameter } from '../routes.ts';

const NAME = /^[-\w.]+$/;
/** Short, since a long name at the start of a script can be a Flash program (the Rosetta Flash attack). */
const MAX_LENGTH = 32;

export type CallbackName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the parameter `c` or `callback` of a request target. */
export function callbackOf(target: string): CallbackName {
  const name = queryParameter(target, 'c') ?? queryParameter(target, 'callback');
  if (name === undefined) return { kind: 'refused', reason: '"callback" parameter required' };
  if (name.length > MAX_LENGTH || !NAME.test(name)) {
    return { kind: 'refused', reason: 'invalid "callback" parameter' };
  }
  return { kind: 'name', name };
}
