import { useEffect } from 'react';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import type { MarksMessages } from '../../words/marks-catalog.ts';
import { mayNotify } from '../settings/notification-permission.ts';
import { storedSettings } from '../settings/use-terminal-settings.ts';

/** Longest text of a command in a notification. UTF-16 units. */
const MOST_TEXT = 100;

/** Notifies that a long command has ended while the page was hidden, if the user has asked for it. */
export function useCommandNotifications(pane: TerminalPane, messages: MarksMessages): void {
  const { marks } = pane;
  useEffect(
    () =>
      marks?.onEnded(({ text, exitCode, durationMs }) => {
        const { notifyAfter } = storedSettings();
        const isLong = notifyAfter > 0 && durationMs !== undefined && durationMs >= notifyAfter * 1000;
        if (!isLong || document.visibilityState !== 'hidden' || mayNotify() !== 'granted') return;
        const notification = new Notification(messages.notification(pane.place.pod, exitCode), {
          body: messages.ended(text.slice(0, MOST_TEXT), exitCode, durationMs),
        });
        notification.onclick = () => {
          window.focus();
          pane.focus();
          notification.close();
        };
      }),
    [marks, pane, messages],
  );
}
