/** Which engine draws the page, where WebKit needs something else. */

import { platformOf } from '#components/keys/platform.ts';

/** Chromium's name has this part too, with its own after it. */
const WEBKIT = /AppleWebKit\/(?!.*Chrom)/;

/** Safari, all browsers of iOS, and WebKitGTK. @param userAgent `navigator.userAgent` */
export function isWebKit(userAgent: string): boolean {
  return WEBKIT.test(userAgent);
}

/** WebKit on Linux, as in GNOME Web. @param userAgent `navigator.userAgent` */
export function isWebKitGtk(userAgent: string): boolean {
  return isWebKit(userAgent) && platformOf(userAgent) === 'other';
}
