// The two kinds of rules that most folders have.

/** Everything in this repository except `allowed` (path prefixes) and packages. */
const OURS = '^(app|components|protocol|server|demo-cluster|cli|packages|e2e|bench|scripts)/';

/** What every room of the server may import: the shared types, and for its tests the fakes and the real clock. */
const SHARED = ['server/ports\\.ts$', 'server/testing/', 'server/system-clock\\.ts$'];

/** A room may reach only the listed rooms of ours; packages are another rule's business. */
export function room(name, from, rooms, comment) {
  const allowed = from.startsWith('server/') ? [...SHARED, ...rooms] : rooms;
  return {
    name: `room-${name}`,
    severity: 'error',
    comment,
    from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: OURS, pathNot: [`^${from}/`, ...allowed.map((prefix) => `^${prefix}`)] },
  };
}

/** A room without packages but for those listed: what it does must run and be tested without a browser's page. */
export function packages(name, from, allowed, comment) {
  return {
    name: `packages-${name}`,
    severity: 'error',
    comment,
    from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: '^node_modules/', pathNot: allowed.map((pkg) => `^node_modules/(@types/)?${pkg}/`) },
  };
}
