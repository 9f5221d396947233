import { type ReactNode, useId } from 'react';

/** A titled part of the page. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-2">
      <h2 id={id} className="font-medium text-ink-muted text-xs">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** The box around a section's rows. */
export const BOX = 'min-w-0 divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface';

/** Text of an empty section. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="rounded-lg border border-line border-dashed px-4 py-3 text-ink-muted">{children}</p>;
}
