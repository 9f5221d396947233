import { createHash } from 'node:crypto';

/** A short text that stands for a longer or a secret one. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
