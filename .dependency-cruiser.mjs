// Who may import whom. Each rule says why; there is no list of exceptions.

/** Everything in this repository except `allowed` (path prefixes) and packages. */
const OURS = '^(app|components|protocol|server|demo-cluster|packages|e2e|bench|scripts)/';

/** What every room of the server may import: the shared types, and for its tests the fakes and the real clock. */
const SHARED = ['server/ports\\.ts$', 'server/testing/', 'server/system-clock\\.ts$'];

/** A room may reach only the listed rooms of ours; packages are another rule's business. */
function room(name, from, rooms, comment) {
  const allowed = from.startsWith('server/') ? [...SHARED, ...rooms] : rooms;
  return {
    name: `room-${name}`,
    severity: 'error',
    comment,
    from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: OURS, pathNot: [`^${from}/`, ...allowed.map((prefix) => `^${prefix}`)] },
  };
}

/** Rooms of components that every other one may stand on. They know no pod, no terminal and no page. */
const GROUND = [
  'language',
  'addresses',
  'keys',
  'ui',
  'actions',
  'failures',
  'contexts',
  'links',
  'recents',
].map((name) => `components/${name}/`);
/** The codes and the reader of failures, without words or React. */
const READ_FAILURE = 'components/failures/(failure-codes|read-failure)\\.ts$';
const SESSIONS = 'components/sessions';
const TERMINAL = 'components/terminal';
const PODS = 'components/pods';
/** The sentences about pods, which every room of pods may use. */
const PODS_WORDS = `${PODS}/[^/]+$`;
const DOCK = 'components/dock';
const DOCK_WORDS = `${DOCK}/[^/]+$`;

/** A room without packages but for those listed: what it does must run and be tested without a browser's page. */
function packages(name, from, allowed, comment) {
  return {
    name: `packages-${name}`,
    severity: 'error',
    comment,
    from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: '^node_modules/', pathNot: allowed.map((pkg) => `^node_modules/(@types/)?${pkg}/`) },
  };
}

/** Rules among the rooms of components: each may use the ones below it, so there is no circle. */
const componentRooms = [
  room('language', 'components/language', [], 'Every room writes sentences, so language needs none of them.'),
  room('addresses', 'components/addresses', [], 'Pages, terminals and requests all need addresses.'),
  packages('addresses', 'components/addresses', [], 'The server reads addresses too, without React.'),
  room('keys', 'components/keys', [], 'Pages and terminals read the keys of shortcuts alike.'),
  packages('keys', 'components/keys', [], 'Terminals use it, which know no React.'),
  room(
    'ui',
    'components/ui',
    ['components/language/'],
    'Buttons and menus know nothing of what they act on.',
  ),
  room(
    'actions',
    'components/actions',
    ['components/language/', 'components/keys/', 'components/ui/'],
    'Rooms register actions here and the palette shows them, so that no room needs the palette.',
  ),
  room(
    'failures',
    'components/failures',
    ['protocol/', 'components/language/', 'components/ui/'],
    'One table says every failure, so no page has words of its own for one.',
  ),
  room(
    'contexts',
    'components/contexts',
    ['protocol/', 'components/(language|addresses|ui)/'],
    'Pages, tabs and terminals name a context and show its colour alike.',
  ),
  room(
    'links',
    'components/links',
    ['components/(language|ui)/'],
    'Pages and terminals copy a link alike, and each says where it leads.',
  ),
  room(
    'recents',
    'components/recents',
    ['components/(language|ui)/'],
    'Lists, pickers, terminals and the palette share them, so it knows none of them.',
  ),
  room(
    'sessions',
    SESSIONS,
    ['protocol/', ...GROUND],
    'Pages, terminals and the palette offer running shells, so it knows none of them.',
  ),
  room(
    'component-terminal',
    TERMINAL,
    ['protocol/', ...GROUND, `${SESSIONS}/`],
    'A terminal is shown in the dock, on its own page and in a frame, so it knows none of them.',
  ),
  room('connection', `${TERMINAL}/connection`, ['protocol/'], 'Reconnecting is tested without a browser.'),
  packages('connection', `${TERMINAL}/connection`, ['sockjs-client'], 'The transport is its only package.'),
  room(
    'screen',
    `${TERMINAL}/screen`,
    ['protocol/', 'components/(keys/|ui/when-idle\\.ts$)', `${TERMINAL}/connection/`],
    'It adapts xterm.js to what a connection writes to.',
  ),
  {
    name: 'screen-without-react',
    severity: 'error',
    comment: 'xterm.js owns its element; a render of React must not touch it.',
    from: { path: `^${TERMINAL}/(connection|screen|pane)/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: '^node_modules/(@types/)?(react|react-dom|next|next-themes|radix-ui|lucide-react)/' },
  },
  room(
    'pane',
    `${TERMINAL}/pane`,
    ['protocol/', 'components/(addresses|keys)/', READ_FAILURE, `${TERMINAL}/(connection|screen)/`],
    'It pairs a connection with a screen; what is written about them is for the views.',
  ),
  room(
    'words',
    `${TERMINAL}/words`,
    ['protocol/', ...GROUND, `${TERMINAL}/(connection|screen)/`],
    'It says in words what the rooms below it report.',
  ),
  room(
    'views',
    `${TERMINAL}/views`,
    ['protocol/', ...GROUND, `${SESSIONS}/`, `${TERMINAL}/(connection|screen|pane|words)/`],
    'Views of one terminal are the same in a frame of another page, so they do not know of frames.',
  ),
  room(
    'component-pods',
    PODS,
    ['protocol/', ...GROUND],
    'A pod links to a shell by its address and opens one by an event; it needs no terminal.',
  ),
  room(
    'pods-words',
    `${PODS}(?=/[^/]+$)`,
    ['protocol/', ...GROUND],
    'The sentences about pods are used by every room of pods.',
  ),
  room('health', `${PODS}/health`, ['protocol/', ...GROUND, PODS_WORDS], 'List and pod page share it.'),
  room('clock', `${PODS}/clock`, ['protocol/', ...GROUND, PODS_WORDS], 'List and pod page share it.'),
  room(
    'pod-streams',
    `${PODS}/streams`,
    ['protocol/', 'components/addresses/'],
    'It runs in a worker, too, and passes events on as they are.',
  ),
  packages('pod-streams', `${PODS}/streams`, [], 'Every page loads it, and so does the worker.'),
  room(
    'feed',
    `${PODS}/feed`,
    ['protocol/', 'components/addresses/', READ_FAILURE, `${PODS}/streams/`],
    'It follows a stream and shows nothing.',
  ),
  room(
    'access',
    `${PODS}/access`,
    ['protocol/', ...GROUND, PODS_WORDS, `${PODS}/(feed|health)/`],
    'List and pod page share it.',
  ),
  room(
    'list',
    `${PODS}/list`,
    ['protocol/', ...GROUND, PODS_WORDS, `${PODS}/(feed|health|clock|access)/`],
    'The page of one pod is another page.',
  ),
  room(
    'detail',
    `${PODS}/detail`,
    ['protocol/', ...GROUND, PODS_WORDS, `${PODS}/(feed|health|clock|access)/`],
    'The list is another page.',
  ),
  room(
    'dock',
    DOCK,
    ['protocol/', ...GROUND, `${SESSIONS}/`, `${TERMINAL}/`],
    'It holds terminals; pages ask for one by an event.',
  ),
  room(
    'dock-state',
    `${DOCK}/state`,
    ['protocol/', 'components/(addresses|actions|keys)/', `${TERMINAL}/connection/`],
    'Tabs, splits and what is kept of them are plain data.',
  ),
  packages('dock-state', `${DOCK}/state`, [], 'Tabs, splits and what is kept of them are plain data.'),
  room(
    'broadcast',
    `${DOCK}/broadcast`,
    ['protocol/', ...GROUND, DOCK_WORDS, `${DOCK}/state/`, `${TERMINAL}/(connection|pane)/`],
    'Who hears whom follows from the state; the views only show it.',
  ),
  room(
    'palette',
    'components/palette',
    ['protocol/', ...GROUND, `${SESSIONS}/`],
    'It runs what rooms have registered.',
  ),
  room(
    'layout',
    'components/layout',
    ['protocol/', ...GROUND, 'components/palette/'],
    'The same for every page, so it knows none of them.',
  ),
];

export default {
  forbidden: [
    ...componentRooms,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one concept in two places.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing fails only when the line runs.',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$' },
    },
    room('protocol', 'protocol', [], 'The browser and the server both load it, so it stands on nothing.'),
    {
      name: 'protocol-is-pure',
      severity: 'error',
      comment: 'Node builtins, React or a DOM library here would break one of the two ends.',
      from: { path: '^protocol/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^protocol/', '^node_modules/zod/'] },
    },
    room('components', 'components', ['protocol/'], 'React reaches the server through the protocol only.'),
    {
      name: 'sentences-come-from-catalogs',
      severity: 'error',
      comment: 'Whoever takes the English sentences directly shows them to everybody.',
      from: { pathNot: ['catalog\\.ts$', 'messages\\.[a-z-]+\\.ts$', '\\.test\\.ts$'] },
      to: { path: '^components/.*messages[a-z.-]*\\.ts$', pathNot: 'embed-messages' },
    },
    room(
      'app',
      'app',
      ['components/', 'protocol/', 'server/runtime\\.ts$'],
      'Routes parse, ask the runtime, answer.',
    ),
    room('sockjs', 'server/sockjs', [], 'The SockJS room serves any application; it knows no terminal.'),
    {
      name: 'sockjs-stands-on-ws',
      severity: 'error',
      comment: 'The SockJS room is ws and Node, so that it can be tested and used alone.',
      from: { path: '^server/sockjs/', pathNot: ['\\.test\\.ts$', '/testing/'] },
      to: { path: '^node_modules/', pathNot: ['^node_modules/(@types/)?ws/', '^node_modules/@types/node/'] },
    },
    room(
      'terminal',
      'server/terminal',
      ['protocol/', 'server/counted-limit\\.ts$'],
      'The domain states what it needs in ports.ts and knows no transport.',
    ),
    room(
      'terminal-output',
      'server/terminal/output',
      ['protocol/', 'server/terminal/ports\\.ts$', 'server/terminal/modes/'],
      'Kept output knows neither who wrote it nor who reads it.',
    ),
    room(
      'terminal-modes',
      'server/terminal/modes',
      [],
      'Modes follow bytes and know nothing of where they are kept.',
    ),
    room(
      'terminal-process',
      'server/terminal/process',
      ['protocol/', 'server/terminal/(ports|limits)\\.ts$'],
      'The leg to the process knows no reader, so that none can hold it up except through the session.',
    ),
    room(
      'terminal-reader',
      'server/terminal/reader',
      ['protocol/', 'server/terminal/(ports|limits)\\.ts$', 'server/terminal/(output|process)/'],
      'A reader sees output and the process; the session that pairs them is above it.',
    ),
    {
      name: 'terminal-needs-no-package',
      severity: 'error',
      comment:
        'Session, scrollback and flow control run against fakes; a package here is an adapter in the wrong room.',
      from: { path: '^server/terminal/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node_modules/', pathNot: '^node_modules/@types/node/' },
    },
    room(
      'kubernetes',
      'server/kubernetes',
      ['protocol/', 'server/terminal/ports\\.ts$'],
      'The only room that touches a cluster; it implements the ports of the terminal.',
    ),
    {
      name: 'client-node-for-tests',
      severity: 'error',
      comment:
        'Its models cost a server 60 MB of memory and most of its start; tests and bench may use them.',
      from: { pathNot: ['\\.test\\.ts$', '^bench/', '^e2e/'] },
      to: { path: '^node_modules/@kubernetes/' },
    },
    room('auth', 'server/auth', ['protocol/', 'server/config/'], 'Who is calling, and nothing else.'),
    room(
      'http',
      'server/http',
      ['protocol/', 'server/config/', 'server/counted-limit\\.ts$'],
      'Transport: it is handed what it serves.',
    ),
    room(
      'observability',
      'server/observability',
      ['protocol/', 'server/config/'],
      'Other rooms call it; it calls none of them.',
    ),
    room('config', 'server/config', ['protocol/'], 'Settings depend on nobody.'),
    {
      name: 'ports-import-nothing',
      severity: 'error',
      comment: 'Every room imports them, so an import here would reach every room.',
      from: { path: '^server/ports\\.ts$' },
      to: {},
    },
    {
      name: 'runtime-is-the-seam',
      severity: 'error',
      comment: 'Next bundles a copy of what it imports, so the seam may hold types and the slot only.',
      from: { path: '^server/runtime\\.ts$' },
      to: { path: '^server/', pathNot: '^server/(runtime|ports)\\.ts$' },
    },
    {
      name: 'compose-alone-knows-every-room',
      severity: 'error',
      comment: 'One composition root; a second one hides a dependency.',
      from: { pathNot: ['^server/run-server\\.ts$', '\\.test\\.ts$', '^bench/', '^e2e/', '^scripts/'] },
      to: { path: '^server/compose\\.ts$' },
    },
    room(
      'demo-cluster',
      'demo-cluster',
      ['protocol/'],
      'A stand-in for a real cluster proves something only when it shares no code with the client.',
    ),
    room('playwright', 'packages/playwright', [], 'It is published alone, for projects without our sources.'),
    packages(
      'playwright',
      'packages/playwright',
      ['@playwright/test', '@types/node'],
      'A test project that uses Playwright needs nothing else.',
    ),
    {
      name: 'playwright-by-its-index',
      severity: 'error',
      comment: 'Our tests use what others can use, so that it is enough.',
      from: { pathNot: '^packages/playwright/' },
      to: { path: '^packages/playwright/', pathNot: '^packages/playwright/src/index\\.ts$' },
    },
    {
      name: 'time-is-a-parameter',
      severity: 'error',
      comment: 'A room that takes the real clock by itself cannot be tested with a fake one.',
      from: { pathNot: ['^server/compose\\.ts$', '\\.test\\.ts$', '/testing/', '^bench/', '^e2e/'] },
      to: { path: '^server/system-clock\\.ts$' },
    },
    {
      name: 'fakes-stay-in-tests',
      severity: 'error',
      comment: 'Product code that imports a fake ships it.',
      from: {
        path: '^(app|components|protocol|server|demo-cluster)/',
        pathNot: ['\\.test\\.tsx?$', '/testing/'],
      },
      to: { path: '/testing/' },
    },
    {
      name: 'test-tools-stay-in-tests',
      severity: 'error',
      comment: 'What the product imports must be a dependency, not a dev dependency.',
      from: {
        path: '^(app|components|protocol|server)/',
        pathNot: ['\\.test\\.tsx?$', '/testing/', '/test-server/'],
      },
      to: { dependencyTypes: ['npm-dev'], pathNot: ['^node_modules/@types/', '^node_modules/tailwindcss/'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.next/', '/fixtures/', '^playwright-report/', '^test-results/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
