// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { useRef, useState } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { FilterInput } from './filter-input.tsx';

const MESSAGES = { filter: 'Filter', filterPlaceholder: '', filterHelp: '', clearFilter: 'Clear' };

function Page({ initial }: { initial: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState(initial);
  return (
    <>
      <FilterInput field={field} value={value} messages={MESSAGES} onChange={setValue} />
      <output>{value}</output>
    </>
  );
}

test.each([
  ['', 'typed early'],
  ['of the address', 'of the address, and more'],
  ['of the address', ''],
  ['untouched', 'untouched'],
])('what was typed before the page’s code ran counts: %j became %j', (initial, typed) => {
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(<Page initial={initial} />);
  const field = container.querySelector('input');
  if (field === null) throw new Error('The server renders the field.');
  field.value = typed;
  render(<Page initial={initial} />, { container, hydrate: true });
  expect([field.value, container.querySelector('output')?.textContent]).toEqual([typed, typed]);
});
