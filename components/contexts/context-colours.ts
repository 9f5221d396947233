/** The colour of a context: the user's choice, or red for names that look like production. Pure. */

import { decodeMap, withEntry } from '#components/ui/kept-map.ts';

/** `none` is a choice, too: it takes the red from a name that only looks like production. */
export const CONTEXT_COLOURS = ['none', 'red', 'amber', 'green', 'blue', 'violet'] as const;

export type ContextColour = (typeof CONTEXT_COLOURS)[number];

/** What the user chose, by name of the context; the choice that was made last is the last. */
export type ChosenColours = ReadonlyMap<string, ContextColour>;

/** Contexts of short-lived clusters come and go. */
export const MAX_CHOSEN = 100;

/** The colour for several contexts at once: red if one is red, else the first that there is. */
export function strongestColour(colours: readonly ContextColour[]): ContextColour {
  if (colours.includes('red')) return 'red';
  return colours.find((colour) => colour !== 'none') ?? 'none';
}

/** A word of its own in the name, as in `eu-prod-1`; `preprod`, `nonprod` and `delivery` are other words. */
const PRODUCTION = /(?<![a-z])(prod|production|prd|live)(?![a-z])/i;
const NOT_PRODUCTION = /(?<![a-z])(pre|non|not|no)[-_. ]?(prod|production|prd|live)(?![a-z])/i;

export function contextColour(chosen: ChosenColours, name: string): ContextColour {
  return chosen.get(name) ?? (looksLikeProduction(name) ? 'red' : 'none');
}

function looksLikeProduction(name: string): boolean {
  return PRODUCTION.test(name) && !NOT_PRODUCTION.test(name);
}

/** Beyond {@link MAX_CHOSEN} the oldest choice is dropped. */
export function withColour(chosen: ChosenColours, name: string, colour: ContextColour): ChosenColours {
  return withEntry(chosen, name, colour, MAX_CHOSEN);
}

/** Reads a text of `encodeMap`. Leaves out whatever is no choice. Never throws. */
export function decodeColours(text: string): ChosenColours {
  return decodeMap(text, (value) => CONTEXT_COLOURS.find((one) => one === value), MAX_CHOSEN);
}
