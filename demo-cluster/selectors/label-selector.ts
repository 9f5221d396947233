/** Label selectors as clients write them: `app=web,tier!=db,env in (a,b),!legacy`. */

export type LabelSelector = (labels: Readonly<Record<string, string>>) => boolean;

export class SelectorError extends Error {}

const REQUIREMENT =
  /^\s*(!?)\s*([^\s!=<>,()]+)\s*(?:(==|=|!=|>|<)\s*([^\s,()=!<>]*)|(in|notin)\s*\(([^()]*)\))?\s*$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** Parses a selector; an empty one matches everything. @throws SelectorError */
export function parseLabelSelector(text: string): LabelSelector {
  if (text.trim() === '') return () => true;
  const requirements = splitOutsideParentheses(text).map(parseRequirement);
  return (labels) => requirements.every((requirement) => requirement(labels));
}

function parseRequirement(text: string): LabelSelector {
  const match = REQUIREMENT.exec(text);
  if (match === null) throw new SelectorError(`unable to parse requirement: ${text.trim()}`);
  const [, not, key = '', operator, value = '', setOperator, set = ''] = match;
  if (!LABEL_KEY.test(key))
    throw new SelectorError(`unable to parse requirement: invalid label key "${key}"`);
  if (not === '!' && (operator ?? setOperator) !== undefined) {
    throw new SelectorError(`unable to parse requirement: ${text.trim()}`);
  }
  if (setOperator !== undefined) {
    const values = new Set(set.split(',').map((entry) => checkedValue(entry.trim())));
    return setOperator === 'in'
      ? (labels) => Object.hasOwn(labels, key) && values.has(labels[key] ?? '')
      : (labels) => !Object.hasOwn(labels, key) || !values.has(labels[key] ?? '');
  }
  switch (operator) {
    case undefined:
      return not === '!' ? (labels) => !Object.hasOwn(labels, key) : (labels) => Object.hasOwn(labels, key);
    case '=':
    case '==':
      checkedValue(value);
      return (labels) => Object.hasOwn(labels, key) && labels[key] === value;
    case '!=':
      checkedValue(value);
      return (labels) => !Object.hasOwn(labels, key) || labels[key] !== value;
    default:
      return numberRequirement(key, operator, value);
  }
}

function numberRequirement(key: string, operator: string, value: string): LabelSelector {
  if (!/^\d+$/.test(value))
    throw new SelectorError(`unable to parse requirement: "${value}" is not a number`);
  const bound = Number(value);
  return (labels) => {
    const label = labels[key];
    if (label === undefined || !/^\d+$/.test(label)) return false;
    return operator === '>' ? Number(label) > bound : Number(label) < bound;
  };
}

function checkedValue(value: string): string {
  if (!LABEL_VALUE.test(value)) {
    throw new SelectorError(`unable to parse requirement: invalid label value "${value}"`);
  }
  return value;
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
