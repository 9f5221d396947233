'use client';

import { useId } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { Pod, PodDetail } from '#protocol/api.ts';
import { readMarks } from '#protocol/debug-copy.ts';
import { debugCatalog } from './catalog.ts';
import { CopyList } from './copy-list.tsx';
import { DeleteCopy } from './delete-copy.tsx';
import { useCopies } from './use-copies.ts';

/** What was created to debug a pod, on its page; nothing where there is nothing. */
export function PodCopies({
  pod,
  context,
}: {
  pod: Pick<PodDetail, 'namespace' | 'name' | 'labels' | 'annotations' | 'containers'>;
  context: string | undefined;
}) {
  const messages = useMessages(debugCatalog);
  const copies = useCopies(context ?? '', pod.namespace);
  const title = useId();
  const marks = readMarks(pod.labels, pod.annotations);
  const own = copies.filter(({ of }) => of === pod.name);
  const added = pod.containers.some(isDebugShell);
  if (marks === undefined && own.length === 0 && !added) return null;
  return (
    <section aria-labelledby={title} className="grid min-w-0 gap-2">
      <h2 id={title} className="font-medium text-ink-muted text-xs">
        {messages.debugging}
      </h2>
      {marks !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm">
          <p className="min-w-0 flex-1 basis-64 wrap-anywhere">
            {messages.isCopy(marks.of, marks.createdBy)}
          </p>
          <DeleteCopy place={{ context, namespace: pod.namespace, pod: pod.name }} />
        </div>
      )}
      {own.length > 0 && <CopyList copies={own} />}
      {added && <p className="text-ink-muted text-xs">{messages.cannotRemove}</p>}
    </section>
  );
}

/** By name, as `kubectl debug` gives it: for a hint. */
function isDebugShell({ kind, name, state }: Pod['containers'][number]): boolean {
  return kind === 'ephemeral' && name.startsWith('debugger-') && state === 'running';
}
