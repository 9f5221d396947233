/** Reads the fields of messages. Whatever does not fit throws {@link MessageError} and nothing else. */

import { MAX_TERMINAL_SIDE, MIN_TERMINAL_SIDE } from './limits.ts';

/** What decoding throws, and nothing else. The message is safe to send to the other end. */
export class MessageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MessageError';
  }
}

/** A message's fields, unchecked. */
export type Fields = Record<string, unknown>;

/** @throws MessageError for text that is not a JSON object */
export function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MessageError('Message is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MessageError('Message is not a JSON object');
  }
  return value as Fields;
}

/** For a message whose `Op` nobody knows. */
export function unknownOp(fields: Fields): MessageError {
  return new MessageError(
    typeof fields.Op === 'string' ? `Unknown Op "${fields.Op.slice(0, 32)}"` : 'Message has no Op',
  );
}

/** @throws MessageError unless the field is a text */
export function string(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new MessageError(`${name} is not a text`);
  return value;
}

/** @throws MessageError unless the field is true or false */
export function boolean(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value !== 'boolean') throw new MessageError(`${name} is not true or false`);
  return value;
}

/** A number of columns or rows. @throws MessageError for any other value */
export function side(fields: Fields, name: string): number {
  const value = fields[name];
  if (!isSide(value)) {
    throw new MessageError(`${name} is not a whole number from ${MIN_TERMINAL_SIDE} to ${MAX_TERMINAL_SIDE}`);
  }
  return value;
}

/** The field `Offset`. @throws MessageError unless it is a whole number from 0 */
export function offset(fields: Fields): number {
  const value = fields.Offset;
  if (!isCount(value)) throw new MessageError('Offset is not a whole number from 0');
  return value;
}

/** True for a number of columns or rows. */
export function isSide(value: unknown): value is number {
  return (
    Number.isInteger(value) &&
    (value as number) >= MIN_TERMINAL_SIDE &&
    (value as number) <= MAX_TERMINAL_SIDE
  );
}

/** True for a whole number from 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
