/** Fails `npm run types` as soon as the types of one of the two ends are visible to the protocol. */

type Seen = Extract<keyof typeof globalThis, 'document' | 'window' | 'process' | 'Buffer'>;

/** One that is seen cannot be `undefined`: the protocol runs at both ends. */
export const seen: [Seen] extends [never] ? undefined : Seen = undefined;
