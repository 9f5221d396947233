/** Which platform's conventions the keyboard follows. */
export type Platform = 'mac' | 'windows' | 'other';

/** @param userAgent `navigator.userAgent` */
export function platformOf(userAgent: string): Platform {
  if (/Macintosh|iPhone|iPad/.test(userAgent)) return 'mac';
  return userAgent.includes('Windows') ? 'windows' : 'other';
}
