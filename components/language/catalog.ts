/** Catalogs of sentences: one object for each language, all of one shape. */

import type { Language, SERVER_LANGUAGE } from './language.ts';

/**
 * What a translation must have: the same names, and for each a text, a function with the same parameters that makes
 * one, or more of these. Taken from the English object, so that tsc finds what is missing.
 */
export type Translated<Shape> = Shape extends string
  ? string
  : Shape extends (...args: infer Args) => infer Result
    ? (...args: Args) => Translated<Result>
    : { readonly [Name in keyof Shape]: Translated<Shape[Name]> };

/** The sentences of one area in every language. */
export type Catalog<Messages> = Readonly<Record<Language, Messages>>;

/** The language that gives every catalog its shape. */
type Original = typeof SERVER_LANGUAGE;

/**
 * Joins the English object and its translations, by language tag. Adding a language to the list of languages makes
 * every catalog that lacks it a type error.
 */
export function catalog<const English>(
  messages: Readonly<Record<Original, English>> &
    Readonly<Record<Exclude<Language, Original>, Translated<English>>>,
): Catalog<Translated<English>> {
  return messages as Catalog<Translated<English>>;
}

/** The messages that a catalog holds. */
export type MessagesOf<Area> = Area extends Catalog<infer Messages> ? Messages : never;
