'use client';

import { useId } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { contextsCatalog } from './catalog.ts';
import { CONTEXT_COLOURS } from './context-colours.ts';
import { ContextMark } from './context-mark.tsx';
import { chooseContextColour, useContextColours } from './use-context-colour.ts';

/** Chooses the colour of a context. It applies at once, in all windows of this browser. */
export function ColourChoice({ name }: { name: string }) {
  const messages = useMessages(contextsCatalog);
  const chosen = useContextColours()(name);
  const group = useId();
  return (
    <fieldset className="grid gap-1 border-line border-t px-3 py-2">
      <legend className="sr-only">{messages.colourOf(name)}</legend>
      <p aria-hidden className="truncate text-ink-muted text-xs">
        {messages.colourOf(name)}
      </p>
      <div className="-ml-1 flex">
        {CONTEXT_COLOURS.map((colour) => (
          <label
            key={colour}
            title={messages.colours[colour]}
            className="grid size-8 cursor-pointer place-items-center rounded-md border border-transparent hover:bg-hover has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={group}
              value={colour}
              checked={chosen === colour}
              onChange={() => chooseContextColour(name, colour)}
              className="sr-only"
            />
            <span className="sr-only">{messages.colours[colour]}</span>
            {colour === 'none' ? (
              <span aria-hidden className="block h-3.5 w-0 rotate-45 border-ink-muted border-l-2" />
            ) : (
              <ContextMark colour={colour} className="size-3.5" />
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
