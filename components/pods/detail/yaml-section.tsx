'use client';

import { Check, Copy, FileCode2, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { podYamlRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useCopy } from '#components/links/use-copy.ts';
import { Button } from '#components/ui/button.tsx';
import { podCatalog } from './catalog.ts';
import { Section } from './section.tsx';
import { YamlText } from './yaml-text.tsx';

type Loaded =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The pod as YAML, fetched when the section is opened. */
export function YamlSection({ context, namespace, pod }: PodPlace) {
  const messages = useMessages(podCatalog);
  const [managedFields, setManagedFields] = useState(false);
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'closed' });
  const asking = useRef<AbortController>(undefined);

  const show = useCallback(
    async (withManagedFields: boolean) => {
      asking.current?.abort();
      const ended = new AbortController();
      asking.current = ended;
      setLoaded((before) => (before.kind === 'text' ? before : { kind: 'loading' }));
      const next = await readYaml(
        podYamlRoute({ context, namespace, pod }, { managedFields: withManagedFields }),
        ended.signal,
      );
      if (!ended.signal.aborted) setLoaded(next);
    },
    [context, namespace, pod],
  );
  useEffect(() => () => asking.current?.abort(), []);
  useEffect(() => {
    // A link to the section means its text.
    const open = () => {
      if (window.location.hash === '#yaml' && asking.current === undefined) void show(false);
    };
    open();
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [show]);

  return (
    <Section title={messages.yaml} id="yaml">
      <div className="flex flex-wrap items-center gap-2">
        {loaded.kind === 'closed' ? (
          <Button onClick={() => show(managedFields)}>
            <FileCode2 aria-hidden className="text-ink-muted" />
            {messages.showYaml}
          </Button>
        ) : (
          <>
            <CopyButton text={loaded.kind === 'text' ? loaded.text : ''} />
            <Button onClick={() => show(managedFields)}>
              <RefreshCw aria-hidden className="text-ink-muted" />
              {messages.reloadYaml}
            </Button>
            <label className="flex h-8 cursor-pointer items-center gap-2 px-1">
              <input
                type="checkbox"
                checked={managedFields}
                onChange={(event) => {
                  setManagedFields(event.target.checked);
                  void show(event.target.checked);
                }}
                className="size-4 accent-accent"
              />
              {messages.managedFields}
            </label>
          </>
        )}
      </div>
      {loaded.kind === 'loading' && <p role="status">{messages.loading}</p>}
      {loaded.kind === 'failed' && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-2 text-bad-text">
          <LazyFailureText failure={loaded.failure} place="pod" />
        </p>
      )}
      {loaded.kind === 'text' && <YamlText text={loaded.text} />}
    </Section>
  );
}

function CopyButton({ text }: { text: string }) {
  const messages = useMessages(podCatalog);
  const [result, copy] = useCopy(text);
  return (
    <>
      <Button onClick={copy} aria-disabled={text === ''}>
        {result === 'copied' ? (
          <Check aria-hidden className="text-good-text" />
        ) : (
          <Copy aria-hidden className="text-ink-muted" />
        )}
        {messages.copyYaml}
      </Button>
      <output className="text-ink-muted text-xs">{result === undefined ? '' : messages[result]}</output>
    </>
  );
}

async function readYaml(route: string, signal: AbortSignal): Promise<Loaded> {
  const answer = await ask(
    () => fetch(route, { cache: 'no-store', signal }),
    (response) => response.text(),
  );
  return answer.kind === 'answered' ? { kind: 'text', text: answer.body } : answer;
}
