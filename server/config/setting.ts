/** The kinds of settings: how the text is parsed, and how the documentation describes it. */

import { z } from 'zod';

/** Parses the text of an environment variable to a value of type `T`. */
export interface SettingKind<T> {
  readonly schema: z.ZodType<T, string>;
  /** Ends the sentence "it must be ...". */
  readonly must: string;
}

/** A setting: its variable, its value when unset, and its row in the README. */
export interface SettingSpec<T> extends SettingKind<T> {
  readonly env: string;
  readonly fallback: T;
  /** Empty when the value has no unit. */
  readonly unit: string;
  /** What the setting does, and the reason for the default. */
  readonly meaning: string;
  /** True: it may also be given as a file, by the variable with `_FILE` at its end, and is never shown. */
  readonly isSecret?: true;
}

/** A whole number from `min` to `max`, decimal digits only. */
export function wholeNumber(min: number, max: number): SettingKind<number> {
  return {
    schema: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
    must: `a whole number from ${min} to ${max}`,
  };
}

/** A number of seconds from `min` to `max`; a fraction is allowed. */
export function seconds(min: number, max: number): SettingKind<number> {
  return {
    schema: z
      .string()
      .regex(/^\d{1,9}(\.\d{1,3})?$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
    must: `a number from ${min} to ${max}`,
  };
}

/** `true` or `false`. */
export function flag(): SettingKind<boolean> {
  return {
    schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
    must: 'true or false',
  };
}

/** One of the given words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): SettingKind<Words[number]> {
  return { schema: z.enum(words), must: `one of ${words.join(', ')}` };
}

/** A comma-separated list whose items all satisfy `accepts`; surrounding spaces and empty items are dropped. */
export function list(accepts: (item: string) => boolean, must: string): SettingKind<readonly string[]> {
  return {
    schema: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
      .refine((items) => items.every(accepts)),
    must,
  };
}

/** Text that satisfies `accepts`. */
export function text(accepts: (value: string) => boolean, must: string): SettingKind<string> {
  return { schema: z.string().refine(accepts), must };
}
