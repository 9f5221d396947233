/** Catalogs of sentences: one object for each language, all of one shape. */

import type { Language } from './language.ts';

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

/** Joins an English object and its translation. */
export function catalog<const English>(
  english: English,
  chinese: Translated<English>,
): Catalog<Translated<English>> {
  return { en: english as Translated<English>, 'zh-CN': chinese };
}

/** The messages that a catalog holds. */
export type MessagesOf<Area> = Area extends Catalog<infer Messages> ? Messages : never;
