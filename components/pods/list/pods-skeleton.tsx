const ROWS = Array.from({ length: 14 }, (_, row) => ({
  key: `row-${row}`,
  name: 9 + ((row * 7) % 9),
  status: 5 + ((row * 5) % 4),
}));

/** Placeholder bars while pods are loading. @param label for screen readers */
export function PodsSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex-1 overflow-hidden border-line border-t bg-surface">
      <div className="h-8 border-line border-b bg-sunken max-md:hidden" />
      {/* Together: each bar that breathed by itself would be a layer of its own. */}
      <div className="animate-breathe">
        {ROWS.map((row) => (
          <div
            key={row.key}
            className="flex h-10.25 items-center gap-6 border-line border-b px-4 max-md:h-23 max-md:flex-col max-md:items-start max-md:justify-center max-md:gap-2"
          >
            <Bar width={`${row.name}rem`} />
            <Bar width="6rem" />
            <Bar width={`${row.status}rem`} />
            <span className="ml-auto max-md:hidden">
              <Bar width="4rem" />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Bar({ width }: { width: string }) {
  return <span className="block h-2.5 rounded-full bg-line" style={{ width }} />;
}
