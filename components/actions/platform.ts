import type { Platform } from './shortcuts.ts';

/** Which modifier keys the keyboard has. @param userAgent `navigator.userAgent` */
export function platformOf(userAgent: string): Platform {
  return /Macintosh|iPhone|iPad/.test(userAgent) ? 'mac' : 'other';
}
