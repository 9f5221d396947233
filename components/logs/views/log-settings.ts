/** How the user likes to read logs, kept in the browser. */

import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';

export const TIME_KINDS = ['off', 'local', 'utc', 'relative'] as const;
export type TimeKind = (typeof TIME_KINDS)[number];

export interface LogSettings {
  readonly times: TimeKind;
  readonly wrap: boolean;
}

const kept = createKeptText('podshell.logs');

/** The settings, and a function that changes some of them. */
export function useLogSettings(): readonly [LogSettings, (changes: Partial<LogSettings>) => void] {
  const settings = decode(useKeptText(kept));
  return [settings, (changes) => kept.write(JSON.stringify({ ...settings, ...changes }))];
}

function decode(text: string | null): LogSettings {
  let value: { times?: unknown; wrap?: unknown } | null;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    value = null;
  }
  return {
    times: TIME_KINDS.find((kind) => kind === value?.times) ?? 'local',
    wrap: value?.wrap === true,
  };
}
