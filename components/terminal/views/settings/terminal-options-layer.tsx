'use client';

import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { PopoverLayer } from '#components/ui/layers/popover-layer.tsx';
import type { LazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { SettingsForm } from './settings-form.tsx';

/** The settings of all terminals, and the list of shortcuts. */
export function TerminalOptionsLayer({ layer }: { layer: LazyLayer }) {
  const messages = useMessages(terminalCatalog);
  return (
    <PopoverLayer layer={layer} label={messages.options} align="end" className="w-72">
      <div className="grid gap-3 p-3">
        <SettingsForm />
        <KeyList />
      </div>
    </PopoverLayer>
  );
}

/** Rendered only while the options are open, so only in a browser. */
function KeyList() {
  const messages = useMessages(terminalCatalog);
  const keys = platformOf(navigator.userAgent) === 'mac' ? messages.keyListMac : messages.keyList;
  return (
    <div className="grid gap-1.5 border-line border-t pt-3 pointer-coarse:hidden">
      <h2 className="font-medium text-2xs text-ink-muted">{messages.keys}</h2>
      <dl className="grid gap-1 text-xs">
        {keys.map((entry) => (
          <div key={entry.does} className="flex items-center gap-4">
            <dt className="flex-1">{entry.does}</dt>
            <dd>
              <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">
                {entry.keys}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
