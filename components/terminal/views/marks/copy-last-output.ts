import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { copyText } from '../../screen/clipboard.ts';
import type { MarksMessages } from '../../words/marks-catalog.ts';

/** Copies the output of the last command. @returns what to tell the user */
export function copyLastOutput(pane: Pick<TerminalPane, 'marks'>, messages: MarksMessages): string {
  const last = pane.marks?.last();
  if (last === undefined || last.output === '') return messages.nothing;
  copyText(last.output);
  return last.isComplete ? messages.copied : messages.cut;
}
