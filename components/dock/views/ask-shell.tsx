'use client';

import { useRef } from 'react';
import { ShellDialog } from '#components/terminal/views/questions/shell-dialog.tsx';

/** Asks which shell or command to open in a new terminal. */
export function AskShell({
  onAnswer,
}: {
  /** Gets what was chosen, '' for the default, or null if nothing is to be opened. */
  onAnswer: (shell: string | null) => void;
}) {
  const before = useRef(document.activeElement);
  return (
    <ShellDialog
      view={null}
      onChoose={onAnswer}
      onCancel={() => onAnswer(null)}
      onClosed={() => before.current instanceof HTMLElement && before.current.focus()}
    />
  );
}
