/** Watching shells by links: connects the sessions of this process with clusters, replicas and the audit log. */

import { randomUUID } from 'node:crypto';
import type { RequestAudit } from '../audit/request-audit.ts';
import { auditViews, type ViewAuditOptions } from '../audit/view-audit.ts';
import { readPublicUrl } from '../config/public-url.ts';
import type { Settings } from '../config/settings.ts';
import type { Clusters } from '../kubernetes/ports.ts';
import type { Clock } from '../ports.ts';
import type { Replicas } from '../replicas.ts';
import type { WatchingDoor } from '../runtime.ts';
import type { SessionRegistry } from '../terminal/registry.ts';
import { Views } from '../terminal/viewing/views.ts';

export interface WatchingOptions extends ViewAuditOptions {
  readonly settings: Pick<Settings, 'recheckSeconds' | 'publicUrl' | 'tlsCert'>;
  readonly registry: SessionRegistry;
  readonly clusters: Pick<Clusters, 'reviewExec'>;
  readonly replicas: Pick<Replicas, 'newViewId'>;
  readonly requests: RequestAudit;
  readonly clock: Clock;
}

export interface Watching {
  /** For connections that watch. */
  readonly views: Views;
  /** For owners, and for pages that show a shell to watchers. */
  readonly door: WatchingDoor;
}

export function createWatching(options: WatchingOptions): Watching {
  const { settings, registry, clusters, replicas, clock } = options;
  const views = new Views({
    registry,
    clock,
    random: Math.random,
    recheckMs: settings.recheckSeconds * 1000,
    reviewExec: (caller, target) => clusters.reviewExec(caller, target),
    newViewId: replicas.newViewId,
    newWatcherId: randomUUID,
    observe: ({ start, caller }) => auditViews(options, { ...start, owner: caller.displayName }),
  });
  const { origin } = readPublicUrl(settings.publicUrl) ?? {};
  const scheme = settings.tlsCert === '' ? 'http' : 'https';
  return {
    views,
    door: {
      origin: (host) => origin ?? `${scheme}://${host}`,
      share: (...request) => views.share(...request),
      sharing: (...request) => views.sharing(...request),
      end: (...request) => views.end(...request),
      look: (...request) => views.look(...request),
    },
  };
}
