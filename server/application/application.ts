/** The runtime behind the pages and routes: everything that Podshell can be asked for. */

import type { PodStreamEvent } from '#protocol/api.ts';
import { MAX_FOLLOWED_LISTS } from '#protocol/limits.ts';
import { checkNames } from '#protocol/names.ts';
import { INTERNAL_ERROR_DETAIL, isPodshellError, PodshellError, toProblem } from '#protocol/problem.ts';
import type { RequestAudit } from '../audit/request-audit.ts';
import type { ReasonMode } from '../config/reason-rules.ts';
import type { Settings } from '../config/settings.ts';
import { CountedLimit } from '../counted-limit.ts';
import type { Clusters } from '../kubernetes/ports.ts';
import type { Caller } from '../ports.ts';
import type { RecordedShells } from '../recording/recorded-shells.ts';
import type {
  PodEventQuery,
  PublicSettings,
  Runtime,
  ShellTargetRequest,
  SignInDoor,
  WatchingDoor,
} from '../runtime.ts';
import type { SharedShells } from '../shells/shared-shells.ts';
import { CLOSED_BY_USER } from '../terminal/closed-by-user.ts';
import type { ShellStart, ShellTarget } from '../terminal/ports.ts';
import type { IssuedSession, SessionRegistry, SessionRequest } from '../terminal/registry.ts';
import type { Session } from '../terminal/session.ts';
import { PodDebug } from './pod-debug.ts';
import { PodLogs, releasedAtEnd } from './pod-logs.ts';
import { PodStreams } from './pod-streams.ts';
import type { RecordingsDoor } from './recordings-door.ts';
import { isReasonQuestion, reasonFor } from './shell-reason.ts';
import { whileSignedIn } from './while-signed-in.ts';

export interface ApplicationOptions {
  readonly settings: PublicSettings;
  readonly clusters: Clusters;
  readonly registry: SessionRegistry;
  /** The shells of all replicas. */
  readonly shells: Pick<SharedShells, 'list' | 'take'>;
  readonly signIn: SignInDoor;
  readonly watching: WatchingDoor;
  /** Who sends the request that is being answered. @throws PodshellError `unauthenticated` */
  readonly caller: () => Caller;
  /** Address of the client whose request is being answered. */
  readonly address: () => string;
  /** Pod lists that one client address follows at once, and logs that it reads at once. */
  readonly limits: Pick<Settings, 'maxPodStreamsPerAddress' | 'maxLogsPerAddress'>;
  /** A fresh UUID for a shell. */
  readonly newShellId: () => string;
  /** A fresh id for a pod stream. */
  readonly newStreamId: () => string;
  readonly shellLog: ShellLog;
  readonly recordings: RecordingsDoor;
  /** What shells are recorded by; undefined: none is. */
  readonly recorded: Pick<RecordedShells, 'admit' | 'dropped'> | undefined;
  /** Whether users are asked for a reason. */
  readonly reasonModeIn: (namespace: string) => ReasonMode;
  /** Notes what a route answers with, and logs that are read. */
  readonly requestAudit: Pick<RequestAudit, 'problem' | 'record'>;
  /** Images of debug containers, the default one first. */
  readonly debugImages: readonly string[];
  /** Resolves when the audit log can be written. @throws Error when it cannot */
  readonly auditable: () => Promise<void>;
  /** Called for each issued shell; never with anything typed. */
  readonly onShellIssued: (caller: Caller, shellId: string, target: ShellTarget) => void;
  /** Called with every internal error of a route. */
  readonly reportFailure: (error: unknown) => void;
}

/** Who gets a shell, and who does not, for auditors. */
export interface ShellLog {
  /** The caller may have the shell. @throws PodshellError `audit-unavailable`: the caller must not have it */
  requested(shell: Omit<ShellStart, 'caller' | 'size'> & { reason: string | undefined }): Promise<void>;
  /** @param place what is known of where it should have run */
  refused(shellId: string, place: Partial<ShellTarget>, error: unknown): void;
}

/** Builds the runtime. It checks names before it asks a cluster: they become parts of URLs. */
export function createApplication(options: ApplicationOptions): Runtime {
  const { clusters, registry, settings, shells } = options;
  const followedByUser = new CountedLimit(MAX_FOLLOWED_LISTS);
  const followedByAddress = new CountedLimit(options.limits.maxPodStreamsPerAddress);
  const podLogs = new PodLogs({
    clusters,
    address: options.address,
    maxPerAddress: options.limits.maxLogsPerAddress,
    onRead: (place) => options.requestAudit.record('log-read', place),
  });
  const podDebug = new PodDebug({
    clusters,
    images: options.debugImages,
    auditable: options.auditable,
    onCreated: (created) => options.requestAudit.record('debug-created', created),
    onDeleted: (deleted) => options.requestAudit.record('debug-deleted', deleted),
    reportFailure: options.reportFailure,
    reportRefusal: (error) => options.requestAudit.problem(error),
  });
  const podStreams = new PodStreams<PodEventQuery>(options.newStreamId);

  function podEvents(
    caller: Caller,
    query: PodEventQuery,
    signal: AbortSignal,
  ): AsyncIterable<PodStreamEvent> {
    checkNames(query);
    const release = takeBoth(
      followedByUser.take(caller.userId) ??
        tooMany(
          `You have reached the limit of ${MAX_FOLLOWED_LISTS} open pod lists. Close some Podshell windows.`,
        ),
      () =>
        followedByAddress.take(options.address()) ??
        tooMany('Too many pod lists are open from your address. Close some Podshell windows.'),
    );
    signal.addEventListener('abort', release, { once: true });
    const events = whileSignedIn(caller, signal, (end) => clusters.podEvents(caller, query, end));
    return releasedAtEnd(events, release);
  }

  return {
    settings,
    get ready() {
      return registry.accepting;
    },
    signIn: options.signIn,
    caller: options.caller,
    async me(caller) {
      const { name, groups } = await clusters.whoAmI(caller, undefined);
      const { expiresAt, groupsLeftOut } = caller;
      return {
        user: name === '' ? caller.displayName : name,
        groups: name === '' ? caller.groups : groups,
        mode: options.signIn.mode,
        ...(groupsLeftOut === true ? { groupsLeftOut } : {}),
        ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
      };
    },
    reportFailure: options.reportFailure,
    reportRefusal: (error) => options.requestAudit.problem(error),
    contexts: (caller) => clusters.contexts(caller),
    namespaces: (caller, context) => clusters.namespaces(caller, context),
    async pods(caller, query) {
      checkNames(query);
      return await clusters.pods(caller, query);
    },
    async podSnapshot(caller, query, how) {
      checkNames(query);
      return await clusters.podSnapshot(caller, query, how);
    },
    podEvents,
    openPodStream(caller, signal) {
      const explain = (error: unknown) => {
        if (isPodshellError(error)) return toProblem(error.code, error.message);
        options.reportFailure(error);
        return toProblem('internal-error', INTERNAL_ERROR_DETAIL);
      };
      const follow = (query: PodEventQuery, end: AbortSignal) => podEvents(caller, query, end);
      return podStreams.open(caller, { follow, explain }, signal);
    },
    carryPodSubjects(caller, stream, subjects) {
      podStreams.find(caller, stream).carry(subjects);
    },
    async pod(caller, target) {
      checkNames(target);
      return await clusters.pod(caller, target);
    },
    async podYaml(caller, target) {
      checkNames(target);
      return await clusters.podYaml(caller, target);
    },
    podLog: (caller, target, wish, signal) => podLogs.open(caller, target, wish, signal),
    async execAccess(caller, query) {
      checkNames(query);
      return await clusters.execAccess(caller, query);
    },
    debugChoices: (caller, place) => podDebug.choices(caller, place),
    startDebug: (caller, place, request, signal) => podDebug.start(caller, place, request, signal),
    debugCopies: (caller, place) => podDebug.copies(caller, place),
    deleteDebugCopy: (caller, place) => podDebug.deleteCopy(caller, place),
    async issueShell(caller, request) {
      const { shellLog } = options;
      const shellId = options.newShellId();
      let place: Partial<ShellTarget> = {};
      try {
        checkNames(request);
        place = definedOf(request);
        const wanted = { pod: request.pod, ...place, attach: request.attach === true };
        const target = await clusters.resolveShellTarget(caller, wanted);
        place = target;
        const { cols, rows, shell, command } = request;
        const attach = request.attach || undefined;
        const reason = reasonFor(options.reasonModeIn(target.namespace), target.namespace, request.reason);
        await shellLog.requested({ shellId, target, shell, command, attach, reason });
        const recording = await options.recorded?.admit({ shellId, caller, target, command });
        const issued = await issue({
          recording,
          shellId,
          caller,
          address: options.address(),
          target,
          shell,
          command,
          attach,
          ...(cols === undefined || rows === undefined ? {} : { size: { cols, rows } }),
        });
        options.onShellIssued(caller, shellId, target);
        return {
          sessionId: issued.sessionId,
          container: target.container,
          expiresAt: new Date(issued.expiresAt).toISOString(),
        };
      } catch (error) {
        await options.recorded?.dropped(shellId);
        if (!isReasonQuestion(request.reason, error)) shellLog.refused(shellId, place, error);
        throw error;
      }
    },
    sessions: (caller) => shells.list(caller),
    endSession: async (caller, sessionId) => ownSession(caller, sessionId).endAndTell(CLOSED_BY_USER),
    watching: options.watching,
    leaveSession: (caller, sessionId) => ownSession(caller, sessionId).leave(),
    recordings: (caller, query) => options.recordings.list(caller, query),
    recording: (caller, id) => options.recordings.find(caller, id),
    recordingFile: (caller, id, wish, signal) => options.recordings.open(caller, id, wish, signal),
  };

  async function issue(request: SessionRequest): Promise<IssuedSession> {
    const taking = shells.take(request.caller.userId, request.address);
    const release = taking instanceof Promise ? await taking : taking;
    try {
      return registry.issue(request);
    } finally {
      release();
    }
  }

  function ownSession(caller: Caller, sessionId: string): Session {
    const session = registry.find(sessionId, caller);
    if (session === undefined) {
      throw new PodshellError('session-not-found', 'Session not found. It may have ended already.');
    }
    return session;
  }
}

function tooMany(detail: string): never {
  throw new PodshellError('too-many-requests', detail);
}

/** Takes a second place, or gives the first one back. Both are released together. */
function takeBoth(first: () => void, takeSecond: () => () => void): () => void {
  try {
    const second = takeSecond();
    return () => {
      first();
      second();
    };
  } catch (error) {
    first();
    throw error;
  }
}

/** Where a shell shall run, without what is left to defaults. */
function definedOf({ pod, namespace, container, context }: ShellTargetRequest): Partial<ShellTarget> {
  return {
    pod,
    ...(namespace === undefined ? {} : { namespace }),
    ...(container === undefined ? {} : { container }),
    ...(context === undefined ? {} : { context }),
  };
}
