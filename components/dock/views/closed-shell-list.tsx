'use client';

import { RotateCcw, SquareTerminal, X } from 'lucide-react';
import { whereText } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { type DockMessages, dockCatalog } from '../catalog.ts';
import type { ClosedShell } from '../state/closed-shells.ts';

function closedName(messages: DockMessages, { place, container }: ClosedShell): string {
  const { pod, namespace, context = '' } = place;
  return `${messages.terminalName(pod, container)} (${whereText(namespace, context)})`;
}

/** Offers to open shells again that were closed while something was running in them. Above the dock, newest last. */
export function ClosedShellList({
  shells,
  reopenSeconds,
  onReopen,
  onEnd,
  onDismiss,
}: {
  shells: readonly ClosedShell[];
  /** How long the server keeps each of them. */
  reopenSeconds: number;
  onReopen: (shell: ClosedShell) => void;
  onEnd: (shell: ClosedShell) => void;
  onDismiss: (shell: ClosedShell) => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.closed;
  return (
    <ul
      aria-label={words.name}
      aria-live="polite"
      className="pointer-events-none fixed top-3 right-3 z-40 grid w-[min(24rem,calc(100%-1.5rem))] gap-2"
    >
      {shells.map((shell) => (
        <li
          key={shell.id}
          className="pointer-events-auto flex animate-appear items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-pop"
        >
          <SquareTerminal aria-hidden className="mt-1 size-4 shrink-0 text-ink-muted" />
          <div className="grid min-w-0 flex-1 gap-1.5 py-0.5">
            <p className="text-sm wrap-anywhere">
              {words.title}{' '}
              <span className="text-ink-muted">{words.kept(closedName(messages, shell), reopenSeconds)}</span>
            </p>
            <div className="flex flex-wrap gap-2">
              <Button size="sm" variant="primary" onClick={() => onReopen(shell)}>
                <RotateCcw aria-hidden />
                {words.reopen}
              </Button>
              <Button size="sm" variant="danger" onClick={() => onEnd(shell)}>
                {words.end}
              </Button>
            </div>
          </div>
          <Button variant="ghost" size="icon-sm" aria-label={words.dismiss} onClick={() => onDismiss(shell)}>
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
