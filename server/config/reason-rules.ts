/** Where users are asked why they open a shell: the syntax of `PODSHELL_REASON`, and what it says of a namespace. */

import { z } from 'zod';
import { matchesPattern } from './name-pattern.ts';
import type { SettingKind } from './setting.ts';

const MODES = ['off', 'optional', 'required'] as const;

export type ReasonMode = (typeof MODES)[number];

export interface ReasonRule {
  readonly mode: ReasonMode;
  /** The name of a namespace, where `*` stands for any characters. */
  readonly namespaces: string;
}

const EVERYWHERE = '*';

/** Names of namespaces are RFC 1123 labels. */
const PATTERN = /^[a-z0-9*](?:[a-z0-9*-]{0,61}[a-z0-9*])?$/;

/**
 * A comma list of `MODE:NAMESPACES`, or a mode alone for all namespaces. A rule behind one for all namespaces would never
 * count, so it is an error: a forgotten `required` must not go unnoticed.
 */
export function reasonRules(): SettingKind<readonly ReasonRule[]> {
  return {
    schema: z.string().transform((text, context) => {
      const rules = text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
        .map(readRule);
      if (rules.every((rule) => rule !== undefined) && !hidesRules(rules)) return rules;
      context.addIssue('not a list of rules');
      return z.NEVER;
    }),
    must: 'off, optional or required, or a comma list of these with namespaces such as required:prod-*,optional in which no rule comes after one for all namespaces',
  };
}

/** The first rule that fits counts. Where none does, nobody is asked. */
export function reasonModeOf(rules: readonly ReasonRule[], namespace: string): ReasonMode {
  return rules.find(({ namespaces }) => matchesPattern(namespaces, namespace))?.mode ?? 'off';
}

function readRule(text: string): ReasonRule | undefined {
  const [word = '', namespaces = EVERYWHERE, ...more] = text.split(':').map((part) => part.trim());
  const mode = MODES.find((known) => known === word);
  if (mode === undefined || more.length > 0 || !PATTERN.test(namespaces)) return undefined;
  return { mode, namespaces };
}

function hidesRules(rules: readonly ReasonRule[]): boolean {
  return rules.slice(0, -1).some(({ namespaces }) => /^\*+$/.test(namespaces));
}
