/** The logo: a prompt in a capsule. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 30 22" fill="none" aria-hidden="true" className={className}>
      <rect width="30" height="22" rx="11" className="fill-accent" />
      <path
        d="m8.5 6 5 5-5 5M16.5 16.2h6"
        className="stroke-on-accent"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
