// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { sampleContainerDetail } from '../testing/sample-pods.ts';
import { ContainerFacts } from './container-facts.tsx';

test('a variable that the pod names twice has two rows', () => {
  const env = (['one', 'two'] as const).map(
    (source) => ({ name: 'MODE', from: 'configMap', source }) as const,
  );
  renderPage(<ContainerFacts container={sampleContainerDetail({ env })} />);
  expect(screen.getAllByRole('listitem', { hidden: true }).map((row) => row.textContent)).toEqual([
    expect.stringContaining('one'),
    expect.stringContaining('two'),
  ]);
});
