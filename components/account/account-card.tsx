'use client';

import { LoaderCircle, LogOut } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { meRoute } from '#components/addresses/sign-in-addresses.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { type Answer, ask, type Failure } from '#components/failures/read-failure.ts';
import { signOut } from '#components/failures/sign-out.ts';
import { browserTime } from '#components/language/browser-time.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { sentences } from '#components/language/sentences.ts';
import { Button } from '#components/ui/button.tsx';
import type { Me } from '#protocol/api.ts';
import { accountCatalog } from './catalog.ts';

/** Modes in which Podshell itself keeps the sign-in, so that it can end it. */
const ENDS_HERE: ReadonlySet<Me['mode']> = new Set(['token', 'oidc']);

/** Who the user is, as the cluster says now, and the way out. */
export function AccountCard() {
  const messages = useMessages(accountCatalog);
  const [answer, setAnswer] = useState<Answer<Me>>();
  const load = useCallback(async (isWanted: () => boolean) => {
    setAnswer(undefined);
    const found = await ask(
      () => fetch(meRoute(), { cache: 'no-store' }),
      (response) => response.json() as Promise<Me>,
    );
    if (isWanted()) setAnswer(found);
  }, []);
  useEffect(() => {
    let isShown = true;
    void load(() => isShown);
    return () => {
      isShown = false;
    };
  }, [load]);

  return (
    <div className="grid w-72 max-w-full gap-3 p-3 text-sm">
      {answer === undefined && (
        <p role="status" className="flex items-center gap-2 text-ink-muted">
          <LoaderCircle aria-hidden className="size-4" />
          {messages.loading}
        </p>
      )}
      {answer?.kind === 'failed' && (
        <>
          <p role="alert" className="wrap-anywhere">
            <FailureText failure={answer.failure} place="pods" />
          </p>
          <div>
            <Button size="sm" onClick={() => void load(() => true)}>
              {messages.tryAgain}
            </Button>
          </div>
        </>
      )}
      {answer?.kind === 'answered' && <Identity me={answer.body} />}
    </div>
  );
}

function Identity({ me }: { me: Me }) {
  const messages = useMessages(accountCatalog);
  const { language } = useLanguage();
  return (
    <>
      <dl className="grid gap-2">
        <div>
          <dt className="text-ink-muted text-xs">{messages.user}</dt>
          <dd className="wrap-anywhere font-medium">{me.user}</dd>
        </div>
        <div>
          <dt className="text-ink-muted text-xs">{messages.groups}</dt>
          <dd>
            {me.groups.length === 0 ? (
              messages.noGroups
            ) : (
              <ul className="max-h-40 overflow-y-auto" tabIndex={me.groups.length > 6 ? 0 : undefined}>
                {me.groups.map((group) => (
                  <li key={group} className="wrap-anywhere">
                    {group}
                  </li>
                ))}
              </ul>
            )}
            {me.groupsLeftOut && (
              <p className="mt-1 rounded-md bg-warn-soft px-2 py-1.5 text-warn-text text-xs">
                {messages.groupsLeftOut}
              </p>
            )}
          </dd>
        </div>
        {me.expiresAt !== undefined && (
          <div>
            <dt className="text-ink-muted text-xs">{messages.expires}</dt>
            <dd>
              <time dateTime={me.expiresAt}>{browserTime(language, 'long', new Date(me.expiresAt))}</time>
            </dd>
          </div>
        )}
      </dl>
      <p className="border-line border-t pt-2 text-ink-muted text-xs">
        {sentences(messages.modes[me.mode], messages.asTheCluster)}
      </p>
      {ENDS_HERE.has(me.mode) && <SignOut />}
    </>
  );
}

function SignOut() {
  const messages = useMessages(accountCatalog);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  async function leave() {
    setBusy(true);
    const outcome = await signOut();
    if (outcome.kind === 'signed-out') {
      window.location.assign(outcome.location);
      return;
    }
    setBusy(false);
    setFailure(outcome.failure);
  }
  return (
    <>
      <div>
        <Button onClick={() => void leave()} aria-disabled={isBusy}>
          <LogOut aria-hidden />
          {isBusy ? messages.signingOut : messages.signOut}
        </Button>
      </div>
      {failure !== undefined && (
        <p role="alert" className="wrap-anywhere text-bad-text">
          <FailureText failure={failure} place="pods" />
        </p>
      )}
    </>
  );
}
