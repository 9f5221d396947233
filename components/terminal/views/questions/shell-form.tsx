'use client';

import { useId } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { wordsOf } from '../../pane/session/command-line.ts';
import { MOST_CHARACTERS } from '../../pane/session/shell-choice.ts';
import { terminalCatalog } from '../../words/catalog.ts';

const USUAL_SHELLS = [
  'bash',
  'sh',
  'zsh',
  'fish',
  'ash',
  '/busybox/sh',
  '/bin/busybox',
  '/usr/local/bin/bash',
];

/** Asks for another shell, by name or path, or for a command. */
export function ShellForm({
  label,
  words,
  isNextStep = false,
  onChoose,
}: {
  /** Names the field. */
  label: string;
  /** What the buttons say. */
  words: { readonly open: string; readonly standard: string };
  /** It is what the user most probably wants here. */
  isNextStep?: boolean;
  /** Gets a name, a path or a command with arguments; '' for the default. */
  onChoose: (shell: string) => void;
}) {
  const { example, hint, openQuote } = useMessages(terminalCatalog).otherShell;
  const fieldId = useId();
  const listId = useId();
  return (
    <form
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        const shell = String(new FormData(event.currentTarget).get('shell') ?? '').trim();
        if (shell !== '') onChoose(shell);
      }}
      onInput={({ target }) => {
        if (!(target instanceof HTMLInputElement)) return;
        target.setCustomValidity(wordsOf(target.value) === null ? openQuote : '');
      }}
    >
      <label htmlFor={fieldId} className="font-medium text-xs">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={fieldId}
          name="shell"
          list={listId}
          required
          maxLength={MOST_CHARACTERS}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          placeholder={example}
          className="h-8 w-full rounded-md border border-line-strong bg-surface px-2 font-mono text-sm"
        />
        <datalist id={listId}>
          {USUAL_SHELLS.map((shell) => (
            <option key={shell} value={shell} />
          ))}
        </datalist>
        <Button type="submit" variant={isNextStep ? 'primary' : 'secondary'}>
          {words.open}
        </Button>
        <Button type="button" variant="ghost" onClick={() => onChoose('')}>
          {words.standard}
        </Button>
      </div>
      <p className="text-ink-muted text-xs">{hint}</p>
    </form>
  );
}
