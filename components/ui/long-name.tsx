import { classNames } from './class-names.ts';
import { nameParts } from './name-parts.ts';

/**
 * A name on one line. Where room is short, its middle is cut, so that the pods of one Deployment can be told apart. The
 * accessible name must come from elsewhere, and so must a title with the whole name.
 */
export function LongName({ children, className }: { children: string; className?: string }) {
  const { start, end, rest } = nameParts(children);
  if (end === '') return <span className={classNames('truncate', className)}>{start}</span>;
  return (
    <span className={classNames('flex min-w-0 whitespace-pre', className)}>
      <span className="min-w-[6ch] overflow-hidden text-ellipsis">{start}</span>
      <span className="shrink-0">{end}</span>
      {rest !== '' && <span className="min-w-[3ch] shrink-3 overflow-hidden text-ellipsis">{rest}</span>}
    </span>
  );
}
