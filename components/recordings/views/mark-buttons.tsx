'use client';

import { ArrowDownToLine, ArrowUpToLine, ChevronFirst, ChevronLast } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { recordingsCatalog } from '../catalog.ts';
import { commandsOf, type MarkKinds } from '../player/marks.ts';
import type { Mark } from '../player/replay.ts';
import { PlayerButton } from './player-button.tsx';

/** Goes to the mark before or after. */
export type GoToMark = (kinds: MarkKinds, direction: -1 | 1) => void;

/** Ways from command to command, and from one other mark to the next, as far as there are any. */
export function MarkButtons({ marks, onMark }: { marks: readonly Mark[]; onMark: GoToMark }) {
  const { previousMark, nextMark, previousCommand, nextCommand } = useMessages(recordingsCatalog);
  const commands = commandsOf(marks).length;
  const buttons = [
    ...(commands === 0
      ? []
      : ([
          ['commands', -1, previousCommand, '{', ArrowUpToLine],
          ['commands', 1, nextCommand, '}', ArrowDownToLine],
        ] as const)),
    ...(commands === marks.length
      ? []
      : ([
          ['others', -1, previousMark, '[', ChevronFirst],
          ['others', 1, nextMark, ']', ChevronLast],
        ] as const)),
  ];
  return buttons.map(([kinds, direction, label, key, Icon]) => (
    <PlayerButton key={key} label={label} shortcut={key} onClick={() => onMark(kinds, direction)}>
      <Icon aria-hidden />
    </PlayerButton>
  ));
}
