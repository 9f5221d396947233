/** Fails `npm run types` as soon as the types of a page are visible to the server. */

// @ts-expect-error The server has no document.
export type PageDocument = typeof document;

// @ts-expect-error The server has no window.
export type PageWindow = typeof window;
