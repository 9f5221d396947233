// Who may import whom among the rooms of components.

import { packages, room } from './.dependency-cruiser.rooms.mjs';

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
/** The codes and the reader of failures, and what ends and begins a sign-in, without words or React. */
const READ_FAILURE =
  'components/failures/(failure-codes|passing-codes|read-failure|sign-in-(end|next))\\.ts$';
const SESSIONS = 'components/sessions';
const DEBUG = 'components/debug';
const TERMINAL = 'components/terminal';
const PODS = 'components/pods';
/** The sentences about pods, which every room of pods may use. */
const PODS_WORDS = `${PODS}/[^/]+$`;
const RECORDINGS = 'components/recordings';
const DOCK = 'components/dock';
const DOCK_WORDS = `${DOCK}/[^/]+$`;

/** Each may use the ones below it, so there is no circle. */
export const componentRooms = [
  room(
    'language',
    'components/language',
    ['components/addresses/served\\.ts$'],
    'Every room writes sentences, so language needs none of them but the path of its cookie.',
  ),
  room(
    'addresses',
    'components/addresses',
    ['protocol/base-path\\.ts$'],
    'Pages, terminals and requests all need addresses.',
  ),
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
    ['protocol/', 'components/(addresses|language|ui)/'],
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
    ['components/(addresses|language|ui)/'],
    'Pages and terminals copy a link alike, and each says where it leads.',
  ),
  room(
    'recents',
    'components/recents',
    ['components/(addresses|language|ui)/'],
    'Lists, pickers, terminals and the palette share them, so it knows none of them.',
  ),
  room(
    'sessions',
    SESSIONS,
    ['protocol/', ...GROUND, `${DEBUG}/`],
    'Pages, terminals and the palette offer running shells, so it knows none of them. Its page lists debug copies, too.',
  ),
  room(
    'debug',
    DEBUG,
    ['protocol/', ...GROUND],
    'Terminals and the dock offer the dialog, and pages list copies, so it knows none of them.',
  ),
  room(
    'component-terminal',
    TERMINAL,
    ['protocol/', ...GROUND, `${SESSIONS}/`, `${DEBUG}/`],
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
    [
      'protocol/',
      'components/((addresses|keys)/|ui/kept-map\\.ts$)',
      READ_FAILURE,
      `${TERMINAL}/(connection|screen)/`,
    ],
    'It pairs a connection with a screen; what is written about them is for the views.',
  ),
  room(
    'pane-session',
    `${TERMINAL}/pane/session`,
    ['protocol/', 'components/(addresses/|ui/kept-map\\.ts$)', READ_FAILURE, `${TERMINAL}/connection/`],
    'A shell is asked for before there is a screen.',
  ),
  room(
    'words',
    `${TERMINAL}/words`,
    ['protocol/', ...GROUND, `${TERMINAL}/(connection|screen)/`],
    'It says in words what the rooms below it report.',
  ),
  room(
    'sharing',
    `${TERMINAL}/sharing`,
    ['protocol/', ...GROUND, `${TERMINAL}/(connection|pane)/`],
    'Every terminal offers it, so it knows none of their views.',
  ),
  room(
    'views',
    `${TERMINAL}/views`,
    [
      'protocol/',
      ...GROUND,
      `${SESSIONS}/`,
      `${DEBUG}/`,
      `${TERMINAL}/(connection|screen|pane|words|sharing)/`,
    ],
    'Views of one terminal are the same in a frame of another page, so they do not know of frames.',
  ),
  room(
    'component-pods',
    PODS,
    ['protocol/', ...GROUND, `${DEBUG}/`],
    'A pod links to a shell by its address and opens one by an event; it needs no terminal.',
  ),
  room(
    'pods-words',
    `${PODS}(?=/[^/]+$)`,
    ['protocol/', ...GROUND],
    'The sentences about pods are used by every room of pods.',
  ),
  room('health', `${PODS}/health`, ['protocol/', ...GROUND, PODS_WORDS], 'List and pod page share it.'),
  room(
    'pod-filter',
    `${PODS}/filter`,
    ['protocol/', PODS_WORDS, `${PODS}/health/`],
    'The list and logs of several pods choose pods alike.',
  ),
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
    ['protocol/', 'components/(addresses|keys)/', READ_FAILURE, `${PODS}/streams/`],
    'It follows a stream and shows nothing; it tells of changes between two keys.',
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
    ['protocol/', ...GROUND, PODS_WORDS, `${PODS}/(feed|health|filter|clock|access)/`],
    'The page of one pod is another page.',
  ),
  room(
    'detail',
    `${PODS}/detail`,
    ['protocol/', ...GROUND, `${DEBUG}/`, PODS_WORDS, `${PODS}/(feed|health|clock|access)/`],
    'The list is another page.',
  ),
  room(
    'logs',
    'components/logs',
    ['protocol/', ...GROUND, `${PODS}/(feed|filter)/`],
    'Pods and terminals lead to a log by its address; it follows pods that come and go.',
  ),
  room(
    'log-stream',
    'components/logs/stream',
    ['protocol/', 'components/addresses/', READ_FAILURE],
    'What is read, and what is missing after a break, is tested without a browser.',
  ),
  packages('log-stream', 'components/logs/stream', [], 'As above: it knows no React.'),
  room(
    'log-lines',
    'components/logs/lines',
    ['protocol/', 'components/addresses/', 'components/logs/stream/'],
    'Merging, filters and colors are plain data.',
  ),
  packages('log-lines', 'components/logs/lines', [], 'As above: it knows no React.'),
  room(
    'recordings',
    RECORDINGS,
    ['protocol/', ...GROUND, `${TERMINAL}/`],
    'A recording is replayed on a page of its own, in the screen of terminals; others lead there by its address.',
  ),
  room(
    'recording-player',
    `${RECORDINGS}/player`,
    [`${TERMINAL}/(connection/clock\\.ts$|screen/replay/)`],
    'It plays on a clock and a screen that it is given, so that it is tested without a browser.',
  ),
  packages('recording-player', `${RECORDINGS}/player`, [], 'As above: it knows neither React nor xterm.'),
  room(
    'recording-source',
    `${RECORDINGS}/source`,
    [
      'protocol/',
      'components/addresses/',
      READ_FAILURE,
      `${TERMINAL}/(connection/clock\\.ts$|screen/)`,
      `${RECORDINGS}/player/`,
    ],
    'It runs in a worker.',
  ),
  packages('recording-source', `${RECORDINGS}/source`, ['@xterm'], 'As above: a worker has no page.'),
  room(
    'dock',
    DOCK,
    ['protocol/', ...GROUND, `${SESSIONS}/`, `${DEBUG}/`, `${TERMINAL}/`, 'components/logs/'],
    'It holds terminals and logs; pages ask for one by an event.',
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
    'sign-in',
    'components/sign-in',
    ['protocol/', ...GROUND],
    'The page to sign in has no caller, so it knows no pod and no terminal.',
  ),
  room(
    'account',
    'components/account',
    ['protocol/', ...GROUND],
    'It loads when it is opened, on any page, so it knows none of them.',
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
    ['protocol/', ...GROUND, 'components/(palette|account)/'],
    'The same for every page, so it knows none of them.',
  ),
];
