// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { failureCatalog } from '#components/failures/catalog.ts';
import { LANGUAGES, SERVER_LANGUAGE } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { sharingCatalog } from '../sharing/catalog.ts';
import type { SharedProcess } from '../sharing/shared-process.ts';
import { useEndText, WatchedEnd } from './watched-end.tsx';

interface EndProps {
  readonly exitCode: number;
  readonly cause: Cause | undefined;
  readonly of?: SharedProcess;
}

type Cause = { readonly code: string; readonly detail: string };

function End({ exitCode, cause, of = 'shell' }: EndProps) {
  const why = cause === undefined ? {} : { cause };
  return <WatchedEnd text={useEndText({ kind: 'exited', exitCode, reason: '', ...why }, of)} />;
}

function shown(language: (typeof LANGUAGES)[number], exitCode: number, cause?: Cause): string {
  const { container, unmount } = renderPage(<End exitCode={exitCode} cause={cause} />, language);
  const text = container.textContent ?? '';
  unmount();
  return text;
}

test.each(LANGUAGES)('says in %s with which code a shell has ended by itself', (language) => {
  expect(shown(language, 3)).toContain(sharingCatalog[language].watcher.ended.shell(3));
});

test.each(LANGUAGES)('says in %s why a shell was ended, instead of the exit code of a kill', (language) => {
  const { codes, places } = failureCatalog[language];
  expect(shown(language, 129, { code: 'owner-ended', detail: '' })).toContain(codes['owner-ended'].cause);
  for (const [code, words] of Object.entries(places.watch)) {
    const text = shown(language, 129, { code, detail: '' });
    expect(text).toContain(words.cause);
    expect(text).not.toContain('129');
  }
});

test('says it in the server’s words in the language of the server', () => {
  const cause = { code: 'idle-limit', detail: 'The server closed it. Never mind.' };
  expect(shown(SERVER_LANGUAGE, 129, cause)).toContain('The server closed it.');
});

test.each(LANGUAGES)('says in %s what has ended that is no shell', (language) => {
  const { ended } = sharingCatalog[language].watcher;
  const texts = (['main', 'debug'] as const).map((of) => {
    const { container, unmount } = renderPage(<End exitCode={3} cause={undefined} of={of} />, language);
    const text = container.textContent ?? '';
    unmount();
    expect(text).toContain(ended[of](3));
    return text;
  });
  expect(new Set(texts).size).toBe(2);
  expect(texts.join()).not.toMatch(/shell/i);
});
