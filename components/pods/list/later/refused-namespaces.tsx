import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RefusedNamespace } from '#protocol/api.ts';
import { laterCatalog } from './catalog.ts';
import { ListNote } from './list-note.tsx';

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
    <ListNote
      tone="bad"
      title={messages.refusedSome(names)}
      action={
        <Button size="sm" onClick={() => onLeaveOut(names)}>
          {messages.leaveOut(names.length)}
        </Button>
      }
    >
      {reasons.map((reason) => (
        <span key={reason} className="break-words text-xs">
          <LazyFailureText failure={{ code: 'forbidden', detail: reason }} place="pods" />
        </span>
      ))}
    </ListNote>
  );
}
