/** What is wrong in a request's body, in plain words that name the field and what it may hold. */

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a JSON object',
  record: 'a JSON object',
};

/** One clause for each fault, such as `"cols" must be a whole number`. No value of the body is repeated: it may be a secret. */
export function bodyFaults(issues: readonly Issue[]): string {
  return issues.map((issue) => `${fieldOf(issue)} ${whatIsWrong(issue)}`).join('; ');
}

function fieldOf({ path }: Issue): string {
  return path.length === 0 ? 'the body' : JSON.stringify(path.join('.'));
}

function whatIsWrong(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? `of the type ${issue.expected}`}`;
    case 'too_small':
      return amount('at least', issue.minimum, issue.origin);
    case 'too_big':
      return amount('at most', issue.maximum, issue.origin);
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'invalid_format':
      return 'has the wrong form';
    case 'custom':
      return issue.message;
    default:
      return `is not valid: ${issue.message}`;
  }
}

function amount(bound: 'at least' | 'at most', limit: number | bigint, origin: string): string {
  const isOne = Number(limit) === 1;
  if (origin === 'string') return `must have ${bound} ${limit} ${isOne ? 'character' : 'characters'}`;
  if (origin === 'array') return `must have ${bound} ${limit} ${isOne ? 'entry' : 'entries'}`;
  return `must be ${bound} ${limit}`;
}
