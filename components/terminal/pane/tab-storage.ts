/** The browser tab's own storage; null where the browser forbids it: reading the property itself then throws. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
