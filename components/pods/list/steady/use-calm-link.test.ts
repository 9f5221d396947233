// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { CALM_MS } from '#components/ui/use-lasting.ts';
import type { StreamLink } from '../../feed/pod-stream.ts';
import { useCalmLink } from './use-calm-link.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

const CUT: StreamLink = { kind: 'reconnecting', since: 1 };
const STALE: StreamLink = { kind: 'stale', code: 'cluster-unreachable', detail: '', since: 1 };
const REFUSED: StreamLink = { kind: 'refused', code: 'forbidden', detail: '' };

interface Props {
  readonly link: StreamLink;
  readonly place?: string;
  readonly hasPods?: boolean;
}

function use(first: StreamLink) {
  const initialProps: Props = { link: first };
  const { result, rerender } = renderHook(
    ({ link, place = 'a', hasPods = true }: Props) => useCalmLink(link, place, hasPods),
    { initialProps },
  );
  return {
    told: () => result.current.kind,
    is: rerender,
    wait: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
  };
}

test.each([CUT, STALE, { kind: 'connecting' } as const])('a short break is not told: %j', (broken) => {
  const page = use({ kind: 'live' });
  for (let times = 0; times < 3; times += 1) {
    page.is({ link: broken });
    page.wait(CALM_MS - 1);
    expect(page.told()).toBe('live');
    page.is({ link: { kind: 'live' } });
  }
  page.wait(CALM_MS);
  expect(page.told()).toBe('live');
});

test('a longer one is told in time, also when its kind changes', () => {
  const page = use({ kind: 'live' });
  page.is({ link: CUT });
  page.wait(CALM_MS - 1);
  page.is({ link: STALE });
  page.wait(1);
  expect(page.told()).toBe('stale');
  page.is({ link: CUT });
  expect(page.told()).toBe('reconnecting');
});

test('the end of the sign-in is told at once: nothing is live until the user signs in', () => {
  const page = use({ kind: 'live' });
  page.is({ link: { kind: 'connecting' } });
  expect(page.told()).toBe('live');
  page.is({ link: { kind: 'stale', code: 'unauthenticated', detail: '', since: 1 } });
  expect(page.told()).toBe('stale');
  page.is({ link: { kind: 'live' } });
  page.is({ link: CUT });
  expect(page.told()).toBe('live');
});

test('a refusal is told at once, and what follows too', () => {
  const page = use({ kind: 'live' });
  page.is({ link: REFUSED });
  expect(page.told()).toBe('refused');
  page.is({ link: CUT });
  expect(page.told()).toBe('reconnecting');
});

test('before the first connection, in another place and without pods, everything is told', () => {
  const page = use({ kind: 'connecting' });
  expect(page.told()).toBe('connecting');
  page.is({ link: { kind: 'live' } });
  page.is({ link: { kind: 'connecting' }, place: 'b' });
  expect(page.told()).toBe('connecting');
  page.is({ link: { kind: 'live' }, place: 'b' });
  page.is({ link: CUT, place: 'b', hasPods: false });
  expect(page.told()).toBe('reconnecting');
});
