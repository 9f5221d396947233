import { ShieldX } from 'lucide-react';
import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RefusedNamespace } from '#protocol/api.ts';
import { laterCatalog } from './catalog.ts';

/** Lists the chosen namespaces whose pods the caller may not see, and why. */
export function RefusedNamespaces({
  refused,
  onLeaveOut,
}: {
  refused: readonly RefusedNamespace[];
  onLeaveOut: (namespaces: readonly string[]) => void;
}) {
  const messages = useMessages(laterCatalog);
  const names = refused.map(({ namespace }) => namespace);
  const reasons = [...new Set(refused.map(({ detail }) => detail))];
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-start gap-x-4 gap-y-2 border-line border-t bg-bad-soft px-4 py-2 text-bad-text"
    >
      <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <strong className="font-medium">{messages.refusedSome(names)}</strong>
        {reasons.map((reason) => (
          <span key={reason} className="break-words text-xs">
            <LazyFailureText failure={{ code: 'forbidden', detail: reason }} place="pods" />
          </span>
        ))}
      </div>
      <Button size="sm" onClick={() => onLeaveOut(names)}>
        {messages.leaveOut(names.length)}
      </Button>
    </div>
  );
}
