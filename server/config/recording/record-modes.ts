/** The values of `PODSHELL_RECORD`. */

export const RECORD_MODES = ['off', 'best-effort', 'strict'] as const;

/** `best-effort`: a store that fails never touches the shell. `strict`: no store, no shell. */
export type RecordMode = (typeof RECORD_MODES)[number];
