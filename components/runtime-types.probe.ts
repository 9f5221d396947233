/** Fails `npm run types` as soon as Node's types are visible to the components. */

// @ts-expect-error A browser has no process.
export type NodeProcess = typeof process;

// @ts-expect-error A browser has no Buffer.
export type NodeBuffer = typeof Buffer;
