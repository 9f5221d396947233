'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { problemTerm, toggleProblem } from '../filter/pod-filter.ts';
import { type PodProblem, podProblem, podProblems } from '../health/pod-health.ts';

const TONES: Readonly<Record<PodProblem | 'all', string>> = {
  all: 'text-ink',
  crashing: 'text-bad-text',
  failed: 'text-bad-text',
  notready: 'text-warn-text',
  pending: 'text-info-text',
};

/** How many pods have each problem. */
export function countProblems(pods: readonly Pod[]): ReadonlyMap<PodProblem, number> {
  const counts = new Map<PodProblem, number>();
  for (const pod of pods) {
    const problem = podProblem(pod);
    if (problem !== undefined) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  }
  return counts;
}

/** What is wrong in the list, each kind as a filter to press. */
export function ProblemSummary({
  counts,
  filter,
  onFilter,
}: {
  counts: ReadonlyMap<PodProblem, number>;
  filter: string;
  onFilter: (filter: string) => void;
}) {
  const { problems } = useMessages(podsCatalog);
  const kinds = podProblems.filter((kind) => counts.has(kind));
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  const active = problemTerm(filter);
  const chip = (value: string, tone: string, text: string) => (
    <button
      key={value}
      type="button"
      aria-pressed={active === value}
      onClick={() => onFilter(toggleProblem(filter, value))}
      className={classNames(
        'h-6 whitespace-nowrap rounded-full border px-2 font-medium text-xs',
        active === value ? 'border-current bg-sunken' : 'border-line hover:border-ink-faint hover:bg-hover',
        tone,
      )}
    >
      {text}
    </button>
  );
  if (sum === 0) return <span className="text-ink-muted text-xs">{problems.none}</span>;
  return (
    <fieldset aria-label={problems.label} className="flex flex-wrap items-center gap-1.5 print:hidden">
      {kinds.length > 1 && chip('problem', TONES.all, problems.all(sum))}
      {kinds.map((kind) => chip(kind, TONES[kind], problems[kind](counts.get(kind) ?? 0)))}
    </fieldset>
  );
}
