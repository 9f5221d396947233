// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { contextsCatalog } from './catalog.ts';
import { ColourChoice } from './colour-choice.tsx';
import { ContextMark } from './context-mark.tsx';
import { useContextColours } from './use-context-colour.ts';

function Marks() {
  const colourOf = useContextColours();
  return ['prod', 'dev'].map((name) => (
    <p key={name} id={name}>
      <ContextMark colour={colourOf(name)} />
    </p>
  ));
}

const markOf = (name: string) =>
  document.querySelector(`#${name} [data-context-colour]`)?.getAttribute('data-context-colour');

test.each(LANGUAGES)('a colour is chosen by its name and shown everywhere, in %s', async (language) => {
  const messages = contextsCatalog[language];
  const { user } = renderPage(
    <>
      <ColourChoice name="dev" />
      <Marks />
    </>,
    language,
  );
  screen.getByRole('group', { name: messages.colourOf('dev') });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: messages.colours.none }).checked).toBe(true);
  expect([markOf('prod'), markOf('dev')]).toEqual(['red', undefined]);
  await user.click(screen.getByRole('radio', { name: messages.colours.violet }));
  expect([markOf('prod'), markOf('dev')]).toEqual(['red', 'violet']);
});

test('red goes from a context that only looks like production', async () => {
  const { user } = renderPage(
    <>
      <ColourChoice name="prod" />
      <Marks />
    </>,
  );
  await user.click(screen.getByRole('radio', { name: 'No color' }));
  expect(markOf('prod')).toBeUndefined();
});
