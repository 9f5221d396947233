// Who may import whom. Each rule says why; there is no list of exceptions.

import { componentRooms } from './.dependency-cruiser.components.mjs';
import { packages, room } from './.dependency-cruiser.rooms.mjs';

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
      ['protocol/', 'server/counted-limit\\.ts$', 'server/peers/(ports|asking)\\.ts$'],
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
      ['protocol/', 'server/terminal/ports\\.ts$', 'server/peers/(ports|asking)\\.ts$'],
      'The only room that touches a cluster; it implements the ports of the terminal.',
    ),
    {
      name: 'client-node-for-tests',
      severity: 'error',
      comment:
        'Its models cost a server 60 MB of memory and most of its start; tests and bench may use them.',
      from: { pathNot: ['\\.test\\.ts$', '^bench/', '^e2e/', '^scripts/chart/'] },
      to: { path: '^node_modules/@kubernetes/' },
    },
    room(
      'auth',
      'server/auth',
      ['protocol/', 'server/config/', 'server/address-ranges\\.ts$', 'server/peers/(ports|asking)\\.ts$'],
      'Who is calling, and nothing else.',
    ),
    room(
      'http',
      'server/http',
      [
        'protocol/',
        'server/config/',
        'server/(counted-limit|address-ranges)\\.ts$',
        'server/peers/(ports|asking)\\.ts$',
      ],
      'Transport: it is handed what it serves.',
    ),
    room(
      'pages',
      'server/pages',
      ['server/config/state-directory-access\\.ts$'],
      'Files of pages, without the server that sends them.',
    ),
    room(
      'audit',
      'server/audit',
      ['protocol/', 'server/terminal/(ports|session-observer)\\.ts$'],
      'Other rooms are handed it by compose; it calls none of them.',
    ),
    room(
      'observability',
      'server/observability',
      ['protocol/', 'server/config/'],
      'Other rooms call it; it calls none of them.',
    ),
    room(
      'metrics',
      'server/metrics',
      [
        'protocol/',
        'server/audit/events\\.ts$',
        'server/kubernetes/ports\\.ts$',
        'server/peers/peers-observer\\.ts$',
        'server/terminal/session-observer\\.ts$',
      ],
      'It observes other rooms through what they tell anyway; none of them knows it.',
    ),
    room(
      'tracing',
      'server/tracing',
      ['protocol/', 'server/kubernetes/ports\\.ts$', 'server/terminal/(ports|session-observer)\\.ts$'],
      'As metrics: it observes from outside.',
    ),
    room(
      'peers',
      'server/peers',
      ['protocol/', 'server/config/'],
      'Who lives and how to reach them; what is asked of peers belongs to the rooms that ask.',
    ),
    {
      ...room(
        'relay',
        'server/relay',
        [
          'protocol/',
          'server/peers/ports\\.ts$',
          'server/terminal/(ports|lost-replica)\\.ts$',
          'server/sockjs/frame-memory\\.ts$',
        ],
        'It carries connections and knows neither sessions nor how replicas find each other; its tests do.',
      ),
      from: { path: '^server/relay/', pathNot: ['\\.test\\.ts$', '/testing/'] },
    },
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
      'cli',
      'cli',
      [
        'server/(run-server|config/environment|config/load-settings|kubernetes/kubeconfig/load-kubeconfig)\\.ts$',
        'demo-cluster/demo-for-server\\.ts$',
      ],
      'The command starts the server, and does nothing that the server could do.',
    ),
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
      from: {
        pathNot: ['^server/(compose|run-server)\\.ts$', '\\.test\\.ts$', '/testing/', '^bench/', '^e2e/'],
      },
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
    exclude: { path: ['\\.next/', '^dist/', '/fixtures/', '^playwright-report/', '^test-results/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
