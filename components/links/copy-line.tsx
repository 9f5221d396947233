'use client';

import { Check, Copy } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { linksCatalog } from './catalog.ts';
import { useCopy } from './use-copy.ts';

/** Breaks between words only, where they fit: not after the dashes of `--image`. */
function Unbroken({ text }: { text: string }) {
  const [word, ...rest] = text.split(' ');
  return (
    <>
      <span className="inline-block">{word}</span>
      {rest.length > 0 && (
        <>
          {' '}
          <Unbroken text={rest.join(' ')} />
        </>
      )}
    </>
  );
}

/** A command line with a button that copies it. @param label what the command is for */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const messages = useMessages(linksCatalog);
  const [result, copy] = useCopy(text);
  return (
    <div className="grid gap-1">
      <p className="text-ink-muted text-xs">{label}</p>
      <div className="flex min-w-0 items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md wrap-anywhere border border-line bg-canvas px-2 py-1 font-mono text-xs">
          <Unbroken text={text} />
        </code>
        <Button size="sm" onClick={copy} aria-label={messages.copyCommand}>
          {result === 'copied' ? <Check aria-hidden className="text-good-text" /> : <Copy aria-hidden />}
          {messages.copy}
        </Button>
      </div>
      <output className="text-ink-muted text-xs empty:hidden">
        {result === undefined ? '' : messages[result]}
      </output>
    </div>
  );
}
