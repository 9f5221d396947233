import { classNames } from '#components/ui/class-names.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { LogColumn } from '../lines/json-columns.ts';
import { TIME_WIDTH } from './log-row.tsx';
import type { RowStart } from './row-width.ts';

/** Names of the columns, above their values, however far the lines are scrolled. */
export function ColumnHeader({ columns, hasLabel, times }: { columns: readonly LogColumn[] } & RowStart) {
  return (
    <div
      data-column-header
      className="sticky top-0 z-10 flex h-5 gap-3 border-transparent border-l-3 bg-surface px-3 text-ink-muted leading-5"
    >
      {hasLabel && <span className="w-24 shrink-0 sm:w-32" />}
      {times !== 'off' && (
        <span className={classNames('shrink-0', times === 'relative' ? 'w-24' : TIME_WIDTH)} />
      )}
      {columns.map(({ name, width }, index) => (
        <span
          key={name}
          title={name}
          style={index === columns.length - 1 ? undefined : { width: `${width}ch` }}
          className={index === columns.length - 1 ? 'min-w-0 flex-1 truncate' : 'shrink-0 truncate'}
        >
          {visibleText(name)}
        </span>
      ))}
    </div>
  );
}
