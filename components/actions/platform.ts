import type { Platform } from './shortcuts.ts';

/** Which modifier keys the keyboard has. @param userAgent of the browser */
export function platformOf(userAgent: string): Platform {
  return /Macintosh|iPhone|iPad/.test(userAgent) ? 'mac' : 'other';
}
