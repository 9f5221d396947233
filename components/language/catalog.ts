/** Message catalogs: one object for each language, all with the same keys. */

import type { Language, SERVER_LANGUAGE } from './language.ts';

/**
 * The type of a translation: the same keys, each with a text, a function that returns one, or an object of these. It is
 * derived from the English object, so that tsc reports missing keys.
 */
export type Translated<Shape> = Shape extends string
  ? string
  : Shape extends (...args: infer Args) => infer Result
    ? (...args: Args) => Translated<Result>
    : { readonly [Name in keyof Shape]: Translated<Shape[Name]> };

/** The messages of one area in every language. */
export type Catalog<Messages> = Readonly<Record<Language, Messages>>;

/** The language that defines the keys of a catalog. */
type Original = typeof SERVER_LANGUAGE;

/**
 * Joins the English object and its translations, by language tag. After adding a language, every catalog without it is a
 * type error.
 */
export function catalog<const English>(
  messages: Readonly<Record<Original, English>> &
    Readonly<Record<Exclude<Language, Original>, Translated<English>>>,
): Catalog<Translated<English>> {
  return messages as Catalog<Translated<English>>;
}

/** The messages of a catalog. */
export type MessagesOf<Area> = Area extends Catalog<infer Messages> ? Messages : never;
