/** The session storage; null if the browser forbids it: reading the property then throws. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
