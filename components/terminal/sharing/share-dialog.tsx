'use client';

import { Eye, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { watchHref } from '#components/addresses/pages.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { browserTime } from '#components/language/browser-time.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { sentences } from '#components/language/sentences.ts';
import { absoluteLink } from '#components/links/copy-link.tsx';
import { useCopy } from '#components/links/use-copy.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { SharedView } from '#protocol/sharing.ts';
import type { WatcherFields } from '#protocol/viewing-messages.ts';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { sharingCatalog } from './catalog.ts';
import { type SharedProcess, sharedProcess } from './shared-process.ts';
import { createLink, endView, loadLinks } from './sharing-requests.ts';

/** Makes links to a terminal's shell, and shows and removes who watches it. */
export function ShareDialog({
  pane,
  sessionId,
  viewers,
}: {
  pane: TerminalPane;
  sessionId: string;
  viewers: PaneView['viewers'];
}) {
  const { dialog: words } = useMessages(sharingCatalog);
  const of = sharedProcess(pane.view.attached);
  const [links, setLinks] = useState<readonly SharedView[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const watchers = viewers?.Watchers ?? [];
  const close = () => pane.askToShare(false);

  useEffect(() => {
    const left = new AbortController();
    void loadLinks(sessionId, left.signal).then((answer) => {
      if (left.signal.aborted) return;
      if (answer.kind === 'answered') setLinks(answer.body);
      else setFailure(answer.failure);
    });
    return () => left.abort();
  }, [sessionId]);

  async function change(act: () => ReturnType<typeof endView | typeof createLink>): Promise<void> {
    setIsBusy(true);
    const answer = await act();
    setFailure(answer.kind === 'failed' ? answer.failure : null);
    const now = await loadLinks(sessionId, AbortSignal.timeout(30_000));
    if (now.kind === 'answered') setLinks(now.body);
    setIsBusy(false);
  }

  return (
    <Dialog title={words.title[of]} description={words.text} onClose={close} onClosed={() => pane.focus()}>
      {failure !== null && <Problem failure={failure} />}
      {links.map((link) => (
        <LinkLine
          key={link.viewId}
          link={link}
          of={of}
          onEnd={() => void change(() => endView(sessionId, link.viewId))}
        />
      ))}
      <div>
        <Button
          variant={links.length === 0 ? 'primary' : 'secondary'}
          disabled={isBusy}
          onClick={() => void change(() => createLink(sessionId))}
        >
          <Link2 aria-hidden />
          {links.length === 0 ? words.create : words.another}
        </Button>
      </div>
      <section aria-live="polite" className="grid gap-1">
        <h3 className="flex items-center gap-1.5 font-medium text-sm">
          <Eye aria-hidden className="size-4 text-ink-muted" />
          {watchers.length === 0 ? words.nobody : words.watchers(watchers.length)}
        </h3>
        <ul className="grid max-h-60 gap-1 overflow-y-auto">
          {watchers.map((watcher) => (
            <WatcherLine
              key={watcher.ID}
              watcher={watcher}
              onAgree={(agree) => pane.connection.agreeOnKeyboard(agree, watcher.ID)}
              onRemove={() => void change(() => endView(sessionId, watcher.ID))}
            />
          ))}
        </ul>
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        {links.length > 0 && (
          <Button
            variant="danger"
            disabled={isBusy}
            onClick={() => void change(() => endView(sessionId, undefined))}
          >
            {words.endAll}
          </Button>
        )}
        <Button onClick={close}>{words.close}</Button>
      </div>
    </Dialog>
  );
}

function LinkLine({ link, of, onEnd }: { link: SharedView; of: SharedProcess; onEnd: () => void }) {
  const { dialog: words } = useMessages(sharingCatalog);
  const { language } = useLanguage();
  const url = absoluteLink(watchHref(link.viewId));
  const [result, copy] = useCopy(url);
  const until = browserTime(language, 'long', new Date(link.expiresAt));
  return (
    <div className="grid gap-1">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <input
          readOnly
          aria-label={words.link}
          value={url}
          onFocus={(event) => event.target.select()}
          className="h-8 min-w-0 flex-1 basis-56 rounded-md border border-line bg-canvas px-2 font-mono text-xs"
        />
        <Button variant="primary" onClick={copy}>
          {result === 'copied' ? words.copied : words.copy}
        </Button>
        <Button onClick={onEnd}>{words.end}</Button>
      </div>
      <output className="text-ink-muted text-xs">
        {result === 'refused' ? words.notCopied : words.until[of](until)}
      </output>
    </div>
  );
}

function WatcherLine({
  watcher: { Name: name, Keyboard: share },
  onAgree,
  onRemove,
}: {
  watcher: WatcherFields;
  onAgree: (agree: boolean) => void;
  onRemove: () => void;
}) {
  const { dialog, owner } = useMessages(sharingCatalog);
  const [label, spoken, agrees] = {
    none: [owner.offer, owner.offerWho(name), true] as const,
    asked: [owner.handOver, `${owner.handOver}: ${name}`, true] as const,
    offered: [owner.withdraw, `${owner.withdraw}: ${name}`, false] as const,
    has: [owner.takeBack, `${owner.takeBack}: ${name}`, false] as const,
  }[share];
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <Button size="sm" aria-label={spoken} onClick={() => onAgree(agrees)}>
        {label}
      </Button>
      <Button size="sm" aria-label={dialog.removeWho(name)} onClick={onRemove}>
        {dialog.remove}
      </Button>
    </li>
  );
}

function Problem({ failure }: { failure: Failure }) {
  const words = useFailureWords(failure, 'shell');
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-2 py-1.5 text-bad-text text-sm">
      {sentences(words.cause, words.next)}
    </p>
  );
}
