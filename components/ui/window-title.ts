/** The window's title for a page: the page's title and the product name, which is the same in every language. */
export function windowTitle(page: string): string {
  return `${page} · Podshell`;
}
