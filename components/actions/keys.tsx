import { Fragment } from 'react';
import type { Platform } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { actionsCatalog } from './catalog.ts';
import { type Shortcut, shortcutKeys } from './shortcuts.ts';

/** Shows a shortcut as keys. */
export function Keys({ shortcut, platform }: { shortcut: Shortcut; platform: Platform }) {
  const messages = useMessages(actionsCatalog);
  return (
    <span className="flex shrink-0 items-center gap-1 text-2xs text-ink-muted">
      {shortcutKeys(shortcut, platform).map((keys, step) => (
        <Fragment key={keys.join('+')}>
          {step > 0 && <span>{messages.andThen}</span>}
          {keys.map((key) => (
            <kbd key={key} className="rounded-sm border border-line bg-sunken px-1.5 font-mono">
              {key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
