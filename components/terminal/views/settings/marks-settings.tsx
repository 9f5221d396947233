'use client';

import { useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { NOTIFY_AFTER, type TerminalSettings } from '../../screen/look/terminal-settings.ts';
import { marksCatalog } from '../../words/marks-catalog.ts';
import { Choice, Toggle } from './controls.tsx';
import { askToNotify, mayNotify } from './notification-permission.ts';

/** Command marks and notifications. Rendered only in a browser. */
export function MarksSettings({
  settings,
  onChange,
}: {
  settings: Pick<TerminalSettings, 'commandMarks' | 'notifyAfter'>;
  onChange: (change: Partial<TerminalSettings>) => void;
}) {
  const { settings: words } = useMessages(marksCatalog);
  const [permission, setPermission] = useState(mayNotify);
  return (
    <>
      <Toggle
        label={words.marks}
        hint={words.marksHint}
        on={settings.commandMarks}
        onChange={(commandMarks) => onChange({ commandMarks })}
      />
      <div>
        <Choice
          label={words.notify}
          value={settings.notifyAfter}
          choices={NOTIFY_AFTER}
          nameOf={(seconds) => (seconds === 0 ? words.never : words.after(seconds))}
          onChange={(notifyAfter) => {
            onChange({ notifyAfter });
            if (notifyAfter > 0) void askToNotify().then(setPermission);
          }}
        />
        <p className="text-ink-muted text-xs">
          {permission === 'denied' && settings.notifyAfter > 0 ? words.notifyDenied : words.notifyHint}
        </p>
      </div>
    </>
  );
}
