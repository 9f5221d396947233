import { type ReactNode, useId } from 'react';

/** A titled part of the page. @param id for links to it */
export function Section({
  title,
  id: anchor,
  children,
}: {
  title: string;
  id?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section id={anchor} aria-labelledby={id} className="grid min-w-0 scroll-mt-4 gap-2">
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
