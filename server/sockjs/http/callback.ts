/** The name of a JavaScript function that a client wants its frames to be handed to. */

import { queryParameter } from '../routes.ts';

const NAME = /^[-\w.]+$/;
/** A name that ends up in a script must not be long enough to be a program (the attack called Rosetta Flash). */
const MAX_LENGTH = 32;

export type CallbackName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads `c`, or `callback`, of a request target. */
export function callbackOf(target: string): CallbackName {
  const name = queryParameter(target, 'c') ?? queryParameter(target, 'callback');
  if (name === undefined) return { kind: 'refused', reason: '"callback" parameter required' };
  if (name.length > MAX_LENGTH || !NAME.test(name)) {
    return { kind: 'refused', reason: 'invalid "callback" parameter' };
  }
  return { kind: 'name', name };
}
