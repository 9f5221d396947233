/** Fails `npm run types` as soon as Node's types are visible to the components. */

type Seen = Extract<keyof typeof globalThis, 'process' | 'Buffer'>;

/** One that is seen cannot be `undefined`: a browser has neither. */
export const seen: [Seen] extends [never] ? undefined : Seen = undefined;
