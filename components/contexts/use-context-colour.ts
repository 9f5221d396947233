'use client';

import { useMemo } from 'react';
import { USER_KEYS } from '#components/addresses/kept-for-user.ts';
import { encodeMap } from '#components/ui/kept-map.ts';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { type ContextColour, contextColour, decodeColours, withColour } from './context-colours.ts';

/** Kept in the browser and shared by its windows. */
const kept = createKeptText(USER_KEYS.contextColours);

/** The colour of any context, by name. On the server and during hydration, the colours without the user's choices. */
export function useContextColours(): (name: string) => ContextColour {
  const text = useKeptText(kept) ?? '';
  return useMemo(() => {
    const chosen = decodeColours(text);
    return (name) => contextColour(chosen, name);
  }, [text]);
}

/** The user chose a colour. */
export function chooseContextColour(name: string, colour: ContextColour): void {
  kept.write(encodeMap(withColour(decodeColours(kept.read() ?? ''), name, colour)));
}
