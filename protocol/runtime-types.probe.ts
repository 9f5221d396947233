/** Fails `npm run types` as soon as the types of one of the two ends are visible to the protocol. */

// @ts-expect-error The protocol also runs where there is no document.
export type PageDocument = typeof document;

// @ts-expect-error The protocol also runs where there is no process.
export type NodeProcess = typeof process;
