import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { visibleText } from '#protocol/visible-text.ts';
import type { JsonField } from '../lines/json-line.ts';

/** The fields of the marked line, if it is JSON. */
export function LogFields({ fields, label }: { fields: readonly JsonField[]; label: string }) {
  return (
    <ScrollRegion label={label} className="max-h-48 shrink-0 border-line border-t bg-surface px-3 py-2">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono text-xs">
        {fields.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="max-w-60 truncate text-ink-muted" title={name}>
              {visibleText(name)}
            </dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{visibleText(value, '\n\t')}</dd>
          </div>
        ))}
      </dl>
    </ScrollRegion>
  );
}
