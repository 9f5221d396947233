import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import type { Notice } from '../connection/connection-listener.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { IssueResult, KeptSession, ScreenSize } from '../connection/ports.ts';
import { TerminalConnection } from '../connection/terminal-connection.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeServer } from './fake-server.ts';

/** A connection with a fake server, screen, clock and memory. */
export class ConnectionBench {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly states: ConnectionState[] = [];
  readonly notices: Notice[] = [];
  readonly viewers: ViewersMessage[] = [];
  /** What it said of whether input is answered. */
  readonly quiet: boolean[] = [];
  /** The text on the screen; a reset clears it. */
  screen = '';
  /** How often the screen was told that missed output follows. */
  catchUps = 0;
  /** Of these, those that are over. */
  caughtUp = 0;
  /** Size at which the screen shows replayed output; null: the window's size. */
  screenSize: ScreenSize | null = null;
  /** Output that was written as a replay. */
  readonly replayed: string[] = [];
  /** If false, the screen parses no output until {@link showAll}. */
  showsAtOnce = true;
  hidden = false;
  /** The screen takes command marks. */
  takesMarks = false;
  /** All that was written before the screen was to be painted is parsed. */
  painted = () => {};
  /** The word in the command marks, as the screen was told. */
  marksWord: string | undefined;
  kept: KeptSession | null = null;
  issued = 0;
  /** True after the connection released its claim on the session. */
  released = false;
  /** Sessions that the server was asked to end. */
  readonly ended: string[] = [];
  /** Sessions that the server was told the page of is closed. */
  readonly left: string[] = [];
  /** Answers in order; without one, a session is issued. */
  readonly answers: (IssueResult | Promise<IssueResult>)[] = [];
  readonly connection: TerminalConnection;
  readonly #waiting: (() => void)[] = [];
  readonly #waitingForServer = new Set<() => void>();
  readonly #yielded: (() => void)[] = [];

  /** @param viewId the link by which somebody else's shell is watched */
  constructor(viewId?: string) {
    this.connection = new TerminalConnection(
      {
        clock: this.clock,
        random: () => 0.5,
        issue: async () => {
          this.issued += 1;
          if (viewId !== undefined) return { kind: 'issued', sessionId: viewId, container: '' };
          return (
            this.answers.shift() ?? { kind: 'issued', sessionId: `session-${this.issued}`, container: 'web' }
          );
        },
        endSession: (sessionId) => this.ended.push(sessionId),
        leaveSession: (sessionId) => this.left.push(sessionId),
        openSocket: this.server.openSocket,
        whenServerBack: (callback) => {
          this.#waitingForServer.add(callback);
          return () => this.#waitingForServer.delete(callback);
        },
        screen: {
          lines: () => 10_500,
          catchUp: () => {
            this.catchUps += 1;
            return () => {
              const caughtUp = () => {
                this.caughtUp += 1;
              };
              if (this.showsAtOnce) caughtUp();
              else this.#waiting.push(caughtUp);
            };
          },
          write: (text, replayed, shown) => {
            this.screen += text;
            if (replayed) this.replayed.push(text);
            if (this.showsAtOnce) shown();
            else this.#waiting.push(shown);
          },
          takesMarks: () => this.takesMarks,
          marked: (word) => {
            this.marksWord = word;
          },
          paint: (begin) => {
            const told = begin();
            this.painted = () => told({ Data: `drawn: ${this.screen}`, Col: 2, Row: 3 });
          },
          showAt: (size) => {
            this.screenSize = size;
          },
          reset: () => {
            this.screen = '';
          },
        },
        memory: {
          load: async () => this.kept,
          save: (kept) => {
            this.kept = kept;
          },
          forget: () => {
            this.kept = null;
          },
          release: () => {
            this.released = true;
          },
        },
        yieldToPage: (callback) => this.#yielded.push(callback),
        isHidden: () => this.hidden,
        isSeen: () => false,
        viewId,
        silenceMs: 15_000,
      },
      {
        onState: (state) => this.states.push(state),
        onViewers: (viewers) => this.viewers.push(viewers),
        onNotice: (notice) => this.notices.push(notice),
        onQuiet: (isQuiet) => this.quiet.push(isQuiet),
      },
    );
  }

  get state(): ConnectionState {
    return this.connection.state;
  }

  /** Starts with a known screen size. */
  async start(): Promise<this> {
    this.connection.resize({ cols: 80, rows: 24 });
    await this.connection.start();
    return this;
  }

  /** Starts and answers until the shell is ready. */
  async ready(): Promise<this> {
    await this.start();
    this.server.latest.open().bound();
    return this;
  }

  /** True while the connection wants to know when the server is back. */
  get asksForServer(): boolean {
    return this.#waitingForServer.size > 0;
  }

  /** The server was down and is back. */
  serverBack(): void {
    const told = [...this.#waitingForServer];
    this.#waitingForServer.clear();
    for (const tell of told) tell();
  }

  /** Lets the screen parse all output. */
  showAll(): void {
    for (const shown of this.#waiting.splice(0)) shown();
  }

  /** Runs the callbacks that wait for the page to yield, once. */
  turn(): void {
    for (const callback of this.#yielded.splice(0)) callback();
  }

  /** Sends output that ends at `offset` when the output is ASCII and nothing was skipped. */
  output(text: string, offset: number): void {
    this.server.latest.send({ Op: 'stdout', Data: text, Offset: offset });
  }
}
