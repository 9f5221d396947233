'use client';

import { type FormEvent, useEffect, useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { dockCatalog } from '../catalog.ts';
import { MAX_NAME_LENGTH } from '../state/dock-state.ts';

/** Renames a tab. An empty name restores the pod's name. */
export function RenameForm({
  name,
  onRename,
  onClose,
}: {
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}) {
  const messages = useMessages(dockCatalog);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onRename(field.current?.value ?? '');
    onClose();
  };
  return (
    <form
      onSubmit={onSubmit}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="flex h-full min-w-0 flex-1 items-center gap-2 pl-2"
    >
      <input
        ref={field}
        aria-label={messages.name}
        defaultValue={name}
        maxLength={MAX_NAME_LENGTH}
        className="h-7 w-56 min-w-0 rounded-md border border-line-strong bg-canvas px-2 text-ink text-sm"
      />
      <Button type="submit" size="sm" variant="primary">
        {messages.save}
      </Button>
      <Button size="sm" variant="ghost" onClick={onClose}>
        {messages.cancel}
      </Button>
    </form>
  );
}
