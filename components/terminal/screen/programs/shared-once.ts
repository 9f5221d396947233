/** Changes to xterm's own objects that count for all terminals of the page. */

/**
 * The prototype that `instance` shares with the same objects of other terminals, which may be made later: xterm makes its
 * DOM renderer anew when WebGL is lost.
 * @param change names the change that the caller is about to make
 * @returns null if that change was made before
 */
export function sharedOnce<T extends object>(instance: T, change: symbol): T | null {
  const shared: T = Object.getPrototypeOf(instance);
  if (Object.hasOwn(shared, change)) return null;
  Object.defineProperty(shared, change, { value: true });
  return shared;
}
