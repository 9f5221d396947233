/** The browser window's title for a page: its own title and the product's name, which is the same in every language. */
export function windowTitle(page: string): string {
  return `${page} · Podshell`;
}
