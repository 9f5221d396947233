/** Field selectors: `status.phase=Running,spec.nodeName!=node-1`. In values, `\` escapes `,`, `=` and `\`. */

import { SelectorError } from './label-selector.ts';

export interface FieldRequirement {
  readonly field: string;
  readonly equal: boolean;
  readonly value: string;
}

/** Parses a selector; an empty one has no requirements. @throws SelectorError */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitUnescaped(text)
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^([^=!\\]+)(!=|==|=)(.*)$/s.exec(term);
      if (match === null) {
        throw new SelectorError(`invalid selector: '${term}'; can't understand '${term}'`);
      }
      const [, field = '', operator, value = ''] = match;
      return { field, equal: operator !== '!=', value: unescapeValue(value) };
    });
}

/** True if the fields of an object satisfy every requirement. A missing field counts as the empty string. */
export function matchesFields(
  requirements: readonly FieldRequirement[],
  fields: Readonly<Record<string, string>>,
): boolean {
  return requirements.every(({ field, equal, value }) => ((fields[field] ?? '') === value) === equal);
}

/** The value that a selector requires for a field with `=`; undefined if there is none. */
export function requiredValue(requirements: readonly FieldRequirement[], field: string): string | undefined {
  return requirements.find((requirement) => requirement.field === field && requirement.equal)?.value;
}

function splitUnescaped(text: string): string[] {
  const terms: string[] = [];
  let current = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\') {
      current += character + (text[index + 1] ?? '');
      index += 1;
    } else if (character === ',') {
      terms.push(current);
      current = '';
    } else {
      current += character;
    }
  }
  terms.push(current);
  return terms;
}

function unescapeValue(value: string): string {
  let result = '';
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index] ?? '';
    if (character === '\\') {
      const escaped = value[index + 1] ?? '';
      if (!['\\', ',', '='].includes(escaped)) {
        throw new SelectorError(`invalid field selector: invalid escape sequence: \\${escaped}`);
      }
      result += escaped;
      index += 1;
    } else if (character === '=') {
      throw new SelectorError(`invalid field selector: unescaped character in value: =`);
    } else {
      result += character;
    }
  }
  return result;
}
