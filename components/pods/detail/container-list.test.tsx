// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { ContainerDetail } from '#protocol/api.ts';
import { ClockProvider } from '../clock/clock.tsx';
import { sampleContainerDetail, sampleDetail } from '../testing/sample-pods.ts';
import { ContainerList } from './container-list.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

/** The words that the page shows of a container, and of nothing else. */
function wordsOf(fields: Partial<ContainerDetail>): string {
  const pod = sampleDetail({ containers: [sampleContainerDetail({ ready: false, ...fields })] });
  renderPage(
    <ClockProvider renderedAt={Date.parse('2026-01-01T00:10:00Z')}>
      <ContainerList pod={pod} context={undefined} obstacle={undefined} />
    </ClockProvider>,
  );
  return screen.getByRole('listitem').textContent;
}

const countOf = (word: string, text: string) => text.split(word).length - 1;

test('a reason that says it all is told once', () => {
  const text = wordsOf({ state: 'terminated', reason: 'OOMKilled', exitCode: 137 });
  expect(countOf('OOMKilled', text)).toBe(1);
});

test('an exit code stands beside the state', () => {
  expect(wordsOf({ state: 'terminated', reason: 'Error', exitCode: 3 })).toContain('exit 3');
});

test('what a start failed at is told once, though it is the message of the last exit, too', () => {
  const message = 'exec: "/no": no such file';
  const lastExit = { exitCode: 128, reason: 'StartError', message, finishedAt: '2026-01-01T00:09:00Z' };
  const text = wordsOf({ state: 'waiting', reason: 'RunContainerError', message, lastExit });
  expect(countOf(message, text)).toBe(1);
  expect(text).toContain('StartError, exit 128');
});
