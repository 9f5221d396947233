/** A terminal room whose sessions are watched by links. */

import type { ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { Caller } from '#server/ports.ts';
import { serveConnection } from '../connection-gate.ts';
import type { ShellVerdict } from '../ports.ts';
import { Views } from '../viewing/views.ts';
import { FakeConnection } from './fake-connection.ts';
import { ADDRESS, ALICE, TerminalRoom } from './terminal-room.ts';

export class WatchedRoom extends TerminalRoom {
  /** What the cluster answers of a user's right; allowed where nothing is set. */
  readonly verdicts = new Map<string, ShellVerdict | Promise<ShellVerdict>>();
  /** What the observer of views was told, without connections. */
  readonly viewed: unknown[][] = [];
  readonly views: Views;
  #made = 0;

  constructor(
    limits: ConstructorParameters<typeof TerminalRoom>[0] = {},
    options: ConstructorParameters<typeof TerminalRoom>[1] = {},
    newViewId = () => this.#name('view'),
  ) {
    super(limits, options);
    this.views = new Views({
      registry: this.registry,
      clock: this.clock,
      random: () => 0.5,
      recheckMs: this.limits.recheckMs,
      reviewExec: ({ userId }) => ({
        key: userId,
        ask: async () => (await this.verdicts.get(userId)) ?? { kind: 'allowed' },
      }),
      newViewId,
      newWatcherId: () => this.#name('watcher'),
      observe: () => ({
        onShared: () => this.viewed.push(['shared']),
        onViewed: () => this.viewed.push(['viewed']),
        onRefused: (_, code) => this.viewed.push(['refused', code]),
        onLeft: (_, ms, cause) => this.viewed.push(['left', ms, cause]),
        onHandedOver: () => this.viewed.push(['handed over']),
        onReturned: (_, use) => this.viewed.push(['returned', use]),
      }),
    });
  }

  /** A link to a session of Alice. */
  share(sessionId: string): string {
    return this.views.share(ALICE, sessionId).viewId;
  }

  /** A connection that asks to watch; whether it may is not known yet. */
  askToWatch(caller: Caller, viewId: string, fields: Partial<ViewBindMessage> = {}): FakeConnection {
    const connection = new FakeConnection();
    const { registry, clock, views } = this;
    const { bindTimeoutMs } = this.limits;
    const onRefused = ({ code }: { code: number }) => this.refused.push(code);
    connection.listen(
      serveConnection(
        connection,
        { caller, address: ADDRESS },
        { registry, clock, views, bindTimeoutMs, onRefused },
      ),
    );
    connection.receive({ Op: 'bind', ViewID: viewId, ...fields });
    return connection;
  }

  /** A connection that watches, or was turned away. */
  async watch(
    caller: Caller,
    viewId: string,
    fields: Partial<ViewBindMessage> = {},
  ): Promise<FakeConnection> {
    const connection = this.askToWatch(caller, viewId, fields);
    await this.answered();
    return connection;
  }

  /** The cluster has answered what was asked before. */
  async answered(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }

  #name(kind: string): string {
    this.#made += 1;
    return `${kind}-${this.#made}`;
  }
}
