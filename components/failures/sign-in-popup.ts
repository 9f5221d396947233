/** CSS pixels. */
const WIDTH = 520;
const HEIGHT = 680;

/** Opens a window of ours to sign in. It tells the others by `announceSignIn`, and closes itself. */
export function openPopup(href: string): void {
  window.open(href, 'podshell-sign-in', popupFeatures());
}

/** How such a window looks, for `window.open`. */
export function popupFeatures(): string {
  return `popup,width=${WIDTH},height=${HEIGHT}`;
}
