import { useMessages } from '#components/language/language-provider.tsx';
import { podsCatalog } from '../../catalog.ts';
import { laterCatalog } from './catalog.ts';

/** The filter's syntax, with examples to click. */
export function FilterExamples({ onTry }: { onTry: (filter: string) => void }) {
  const { filterHelpTitle } = useMessages(podsCatalog);
  const messages = useMessages(laterCatalog);
  return (
    <>
      <h2 className="font-medium">{filterHelpTitle}</h2>
      <p className="mt-1 text-ink-muted text-xs">{messages.filterRules}</p>
      <dl className="mt-3 grid gap-1.5">
        {messages.filterExamples.map(({ filter, finds }) => (
          <div key={filter} className="grid grid-cols-[9rem_1fr] items-baseline gap-3">
            <dt>
              <button type="button" onClick={() => onTry(filter)} className="group rounded-sm text-left">
                <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs group-hover:bg-accent-soft group-hover:text-accent-text">
                  {filter}
                </code>
              </button>
            </dt>
            <dd className="text-ink-muted text-xs">{finds}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
