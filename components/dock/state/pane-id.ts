/** A new, unique id for a pane. Works on pages over plain HTTP too, where `randomUUID` is missing. */
export function newPaneId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `dock:${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
