/** Fails `npm run types` as soon as the types of a page are visible to the server. */

type Seen = Extract<keyof typeof globalThis, 'document' | 'window'>;

/** One that is seen cannot be `undefined`: a server has neither. */
export const seen: [Seen] extends [never] ? undefined : Seen = undefined;
