'use client';

/** The marks' part of a terminal's menu. Loaded with the first menu of a shell that marks its commands. */

import { ArrowDownToLine, ArrowUpToLine, ClipboardCopy, Eye, EyeOff, TextSelect } from 'lucide-react';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { marksCatalog } from '../../words/marks-catalog.ts';
import { ActionItem, type ChooseItem } from '../action-item.tsx';
import { copyLastOutput } from './copy-last-output.ts';
import { jumpKeys } from './jump-keys.ts';

export function MarksItems({ pane, choose }: { pane: TerminalPane; choose: ChooseItem }) {
  const messages = useMessages(marksCatalog);
  const keys = jumpKeys(platformOf(navigator.userAgent));
  const isShown = pane.view.marks === 'shown';
  const last = pane.marks?.last();
  const obstacle = last === undefined || last.output === '' ? messages.nothing : undefined;
  return (
    <>
      <ActionItem
        icon={ArrowUpToLine}
        name={messages.previous}
        shortcut={keys.previous}
        onChoose={choose('terminal', () => pane.marks?.jump(-1))}
      />
      <ActionItem
        icon={ArrowDownToLine}
        name={messages.next}
        shortcut={keys.next}
        onChoose={choose('terminal', () => pane.marks?.jump(1))}
      />
      <ActionItem
        icon={ClipboardCopy}
        name={messages.copy}
        obstacle={obstacle}
        onChoose={choose('terminal', () => copyLastOutput(pane, messages))}
      />
      <ActionItem
        icon={TextSelect}
        name={messages.select}
        obstacle={obstacle}
        onChoose={choose('terminal', () => pane.marks?.selectLast())}
      />
      <ActionItem
        icon={isShown ? EyeOff : Eye}
        name={isShown ? messages.hide : messages.show}
        onChoose={choose('terminal', () => pane.showMarks(!isShown))}
      />
    </>
  );
}
