/** Full screen, where the browser can leave every key to the shell. */

/** Of Chromium only: https://developer.mozilla.org/docs/Web/API/Keyboard/lock */
interface KeyboardLock {
  lock(): Promise<void>;
  unlock(): void;
}

function keyboard(): KeyboardLock | undefined {
  return (navigator as Navigator & { readonly keyboard?: KeyboardLock }).keyboard;
}

/** False where the browser or an embedding page does not allow it. */
export function canFillScreen(): boolean {
  return document.fullscreenEnabled === true;
}

/**
 * Enters or leaves full screen. There, keys such as Ctrl+W and Ctrl+T reach the shell where the browser has the Keyboard
 * Lock API; holding Escape leaves. Never rejects.
 */
export async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement !== null) {
      keyboard()?.unlock();
      await document.exitFullscreen();
      return;
    }
    await document.documentElement.requestFullscreen();
    await keyboard()?.lock();
  } catch {
    // Refused by the browser, or without the keys: full screen is of use even so.
  }
}
