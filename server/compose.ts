/** Builds the object graph: the only file that knows every room. */

import type { IncomingMessage } from 'node:http';
import { withBasePath } from '#protocol/base-path.ts';
import { GOING_AWAY } from '#protocol/close-codes.ts';
import { MAX_MESSAGE_BYTES } from '#protocol/limits.ts';
import { createApplication } from './application/application.ts';
import { drainNotice, drainOver } from './application/drain-words.ts';
import { createRecordedShells } from './application/recorded-shells.ts';
import { createRecordings } from './application/recordings.ts';
import { createSignInDoor } from './application/sign-in-door.ts';
import { type ConnectionSender, createTerminalConnections } from './application/terminal-connections.ts';
import { createWatching } from './application/watching.ts';
import { recordBadInput } from './audit/closings.ts';
import type { Audit } from './audit/events.ts';
import { RequestAudit } from './audit/request-audit.ts';
import { ShellAudit } from './audit/shell-audit.ts';
import { createAuthenticator } from './auth/create-authenticator.ts';
import { basePathOf } from './config/public-url.ts';
import { reasonModeOf } from './config/reason-rules.ts';
import type { Settings } from './config/settings.ts';
import { presentedBy } from './http/authenticate.ts';
import { createHttpServer } from './http/http-server.ts';
import { createNextApp } from './http/next-app.ts';
import type { OnRefused } from './http/ports.ts';
import { Arrivals } from './http/request/arrival.ts';
import { clientAddressBehind } from './http/request/client-address.ts';
import { REQUEST_ID_HEADER, requestIdsBehind } from './http/request/request-id.ts';
import { FollowedKeyPair } from './http/tls/followed-key-pair.ts';
import type { KeyPair } from './http/tls/key-pair.ts';
import { createClusters } from './kubernetes/clusters.ts';
import { JournalCopies } from './kubernetes/journal/journal-copies.ts';
import { ProcessJournal } from './kubernetes/journal/process-journal.ts';
import type { Kubeconfig } from './kubernetes/kubeconfig/kubeconfig.ts';
import { watchKubeconfig } from './kubernetes/kubeconfig/kubeconfig-source.ts';
import { NO_CLUSTER_OBSERVER } from './kubernetes/ports.ts';
import { createMetrics, createTracing, serveMetrics } from './observers.ts';
import type { Caller, Logger } from './ports.ts';
import { createReplicas } from './replicas.ts';
import type { RequestScope } from './request-scope.ts';
import { setRuntime } from './runtime.ts';
import { SharedShells } from './shells/shared-shells.ts';
import { createSockJsServer } from './sockjs/server.ts';
import { systemClock } from './system-clock.ts';
import { SessionRegistry } from './terminal/registry.ts';
import { terminalLimitsOf } from './terminal-limits.ts';

export interface ComposeOptions {
  readonly settings: Settings;
  /** Carries who sends a request; the logger reads it. */
  readonly scope: RequestScope;
  /** As read from the files of the settings, which the server follows; undefined: no TLS. */
  readonly keyPair?: KeyPair | undefined;
  /** The directory that holds `server/` and `package.json`. */
  readonly directory: string;
  /** The directory for Next: with `app/` in development, with `.next/` in production. */
  readonly pagesDirectory: string;
  readonly dev: boolean;
  /** Where running shells are recorded, for the next server to end after a crash. */
  readonly stateDirectory: string;
  /** As loaded from `env`; the server follows its files. */
  readonly kubeconfig: Kubeconfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly audit: Audit;
  /** Called when somebody asks for something or uses a terminal. */
  readonly onUse?: (() => void) | undefined;
}

export interface Server {
  /** Where it listens, with the real port and the base path. */
  readonly url: string;
  /**
   * Stops issuing shells, makes `readyz` fail, and tells the users of open shells. Resolves when those have ended or
   * the drain time is over.
   */
  drain(): Promise<void>;
  /** Ends connections with 1001, processes, and everything that listens. Idempotent. */
  dispose(): Promise<void>;
}

/** How long pending requests may take once the server stops, in milliseconds. */
const CLOSE_GRACE_MS = 1000;

/**
 * Builds the server and listens.
 * @throws the system's error when it cannot listen, for instance EADDRINUSE
 */
export async function compose(options: ComposeOptions): Promise<Server> {
  const { settings, logger, scope } = options;
  const metrics = settings.metricsAddress === '' ? undefined : await createMetrics(settings, systemClock);
  const kubeconfig = watchKubeconfig({
    env: options.env,
    first: options.kubeconfig,
    clock: systemClock,
    logger,
  });
  const replicas = await createReplicas({
    ...options,
    kubeconfig,
    clock: systemClock,
    observe: () => metrics?.peers(),
  });
  const { peers } = replicas;
  const arrivals = new Arrivals();
  const requestIdOf = requestIdsBehind(settings.trustedProxies, arrivals.of);
  const tracing = await createTracing(options, requestIdOf, arrivals.of);
  const basePath = basePathOf(settings);
  const copies = replicas.joined && new JournalCopies({ peers, clock: systemClock });
  const clusters = createClusters({
    kubeconfig,
    env: options.env,
    clock: systemClock,
    logger,
    journal: new ProcessJournal(options.stateDirectory, logger, copies),
    onCutShort: (shell) => shellAudit.cutShort(shell),
    limits: { recheckMs: settings.recheckSeconds * 1000 },
    commandMarks: settings.shellIntegration,
    observer: tracing?.cluster(metrics?.cluster() ?? NO_CLUSTER_OBSERVER) ?? metrics?.cluster(),
  });
  const audit = metrics?.audit(options.audit) ?? options.audit;
  const requestAudit = new RequestAudit(audit, () => scope.known);
  const shellAudit = new ShellAudit({
    audit,
    requests: requestAudit,
    clock: systemClock,
    senderOf: (connection) => connections.senderOf(connection),
  });
  const authenticator = await createAuthenticator(settings.auth, {
    settings,
    clock: systemClock,
    logger,
    peers,
    askOwner: (caller, context) => clusters.whoAmI(caller, context),
    placeOf: (context) => clusters.placeOf(context),
  });
  const recordings = await createRecordings({
    ...options,
    clock: systemClock,
    peers,
    auditable: () => audit.written(),
    onRead: (fields) => requestAudit.record('recording-read', fields),
  });
  const recorded = await createRecordedShells({ ...options, clock: systemClock, peers, recordings });
  if (recorded !== undefined) metrics?.followRecordings(recorded);
  const limits = terminalLimitsOf(settings);
  const registry = new SessionRegistry({
    backend: tracing?.backend(clusters.shells) ?? clusters.shells,
    limits,
    clock: systemClock,
    patience: replicas.patience,
    logger,
    newSessionId: replicas.newSessionId,
    random: Math.random,
    observe(shellId) {
      const told = shellAudit.observe(shellId);
      const audited = recorded?.observe(shellId, told) ?? told;
      const observer = metrics?.shell(audited) ?? audited;
      return tracing?.observe(shellId, observer) ?? observer;
    },
    onIssued: (shellId, session) => recorded?.follow(shellId, session),
    onGone: (figures) => metrics?.onGone(figures),
    onCounted: (session) => shells.changed(session),
  });
  metrics?.follow(registry);
  const shells = new SharedShells({ peers, clock: systemClock, limits, own: registry });
  const watching = createWatching({
    ...{ settings, registry, clusters, replicas, audit },
    ...{
      requests: requestAudit,
      clock: systemClock,
      senderOf: (connection) => connections.senderOf(connection),
    },
  });
  const connections = await createTerminalConnections({
    registry,
    views: watching.views,
    clock: systemClock,
    bindTimeoutMs: limits.bindTimeoutMs,
    audit,
    gate: authenticator,
    replicas,
    logger,
    onUse: options.onUse,
  });
  const application = createApplication({
    settings: {
      sockjsPrefix: withBasePath(basePath, settings.sockjsPrefix),
      heartbeatSeconds: settings.heartbeatSeconds,
      resumeSeconds: settings.resumeSeconds,
      // What pages say of a shell that is closed on purpose.
      reopenSeconds: Math.min(settings.reopenSeconds, settings.resumeSeconds),
      frameAncestors: settings.frameAncestors,
      hasRecordings: recordings.isThere,
    },
    clusters,
    registry,
    shells,
    watching: watching.door,
    signIn: createSignInDoor({
      authenticator,
      scope,
      place: () => clusters.placeOf(undefined),
      issuer: settings.oidcIssuer,
      audit: requestAudit,
      allowsFrames: settings.frameAncestors.length > 0,
      peers,
      clock: systemClock,
    }),
    caller: () => scope.caller,
    address: () => scope.facts.address,
    limits: settings,
    reportFailure: (error) => logger.error({ err: error }, 'Request failed'),
    requestAudit,
    newShellId: recordings.newShellId,
    recordings: recordings.door,
    recorded,
    newStreamId: replicas.newPodStreamId,
    shellLog: shellAudit,
    debugImages: settings.debugImages,
    auditable: () => audit.written(),
    reasonModeIn: (namespace) => reasonModeOf(settings.reason, namespace),
    onShellIssued: (caller, shellId, target) =>
      logger.info({ user: caller.userId, shellId, ...target }, 'Shell requested'),
  });
  const clientAddress = clientAddressBehind(settings.trustedProxies, arrivals.of);
  /** Who sends a request to the SockJS endpoint, known before it gets it. */
  const callers = new WeakMap<IncomingMessage, ConnectionSender>();
  const senderOf = <Known extends Caller | undefined>(request: Parameters<OnRefused>[0], caller: Known) => ({
    caller,
    address: clientAddress(request),
    requestId: requestIdOf(request),
  });
  const connectionSenderOf = (request: IncomingMessage, caller: Caller): ConnectionSender =>
    connections.relays
      ? { ...senderOf(request, caller), presented: presentedBy(request, arrivals.of) }
      : senderOf(request, caller);
  const recordRefusal: OnRefused = (request, code, caller) =>
    audit.record({ event: 'request-refused', sender: senderOf(request, caller), code });
  const sockjs = createSockJsServer({
    prefix: settings.sockjsPrefix,
    heartbeatMs: settings.heartbeatSeconds * 1000,
    // The iframe pages of SockJS run with our origin for anyone who frames them. Current browsers use CORS instead.
    clientUrl: null,
    clientAddress,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    clock: systemClock,
    logger,
    authorize(request: IncomingMessage) {
      const context = callers.get(request);
      if (context === undefined) throw Object.assign(new Error('Not signed in'), { status: 401 });
      return context;
    },
    // A later sign-in of the same user goes on with the same connection.
    sessionKey: userOf,
    sameContext: (established, current) => userOf(established) === userOf(current),
    onRefused: (request, status) =>
      recordRefusal(
        request,
        status === 401 ? 'unauthenticated' : 'too-many-requests',
        callers.get(request)?.caller,
      ),
    // The request guard has already checked the origin, of upgrades and requests alike.
    allowOrigin: () => true,
    upgradeHeaders: (request: IncomingMessage) => ({ [REQUEST_ID_HEADER]: requestIdOf(request) }),
    // After a sign-out, the next poll is refused.
    closesInOnePoll: true,
    logFields: (context) => ({ requestId: (context as ConnectionSender).requestId }),
    onBadInput: ({ context }, code) => recordBadInput(audit, context as ConnectionSender, code),
    onConnection(socket) {
      const listener = connections.serve(socket, socket.context as ConnectionSender);
      return metrics?.connection(socket.transport, listener) ?? listener;
    },
  });
  // Before the pages, which take seconds: an address that cannot be used is told at once.
  const metricsServer = metrics && (await serveMetrics(metrics, settings, logger));
  const pages = await createNextApp({
    directory: options.pagesDirectory,
    dev: options.dev,
    host: settings.host,
    port: settings.port,
    basePath,
  });
  const keyPair = options.keyPair && follow(options.keyPair, settings, logger);
  if (keyPair !== undefined) {
    metrics?.certificateExpires(keyPair.current.expiresAt);
    keyPair.onChange(({ expiresAt }) => metrics?.certificateExpires(expiresAt));
  }
  const http = createHttpServer({
    settings,
    sharedWith: replicas.joined && { peers, clock: systemClock },
    keyPair,
    sockjs: {
      handleRequest(request, response, caller) {
        callers.set(request, connectionSenderOf(request, caller));
        return sockjs.handleRequest(request, response);
      },
      handleUpgrade(request, socket, head, caller) {
        callers.set(request, connectionSenderOf(request, caller));
        return sockjs.handleUpgrade(request, socket, head);
      },
    },
    pages: {
      handleRequest(request, response, caller) {
        options.onUse?.();
        return scope.run(
          { ...senderOf(request, caller), presented: presentedBy(request, arrivals.of) },
          () =>
            tracing === undefined
              ? pages.handleRequest(request, response)
              : tracing.request(request, response, () => pages.handleRequest(request, response)),
        );
      },
      handleUpgrade: (request, socket, head) => pages.handleUpgrade(request, socket, head),
    },
    gate: authenticator,
    health: application,
    frontDoor: replicas.openFrontDoor({
      sockjsPrefix: settings.sockjsPrefix,
      isDraining: () => !application.ready,
      arrivalOf: arrivals.of,
      requestIdOf,
    }),
    arrivals,
    clientAddress,
    requestIdOf,
    onRefused: recordRefusal,
    onAnswered: metrics && ((status) => metrics.onResponse(status)),
    logger,
    dev: options.dev,
  });
  setRuntime(application);
  replicas.answer(http.passedOn);
  // Whoever comes in may want what another replica has.
  await replicas.start();
  await authenticator.prepare?.();
  const url = `${await http.listen()}${basePath}`;
  void clusters.endOrphans();
  void recorded?.recover();

  let disposing: Promise<void> | undefined;
  async function dispose(): Promise<void> {
    registry.beginDrain();
    keyPair?.dispose();
    if (replicas.joined !== undefined) {
      // Nobody finds these shells elsewhere, so users are told why they end, and not to come back.
      await registry.dispose(drainOver(peers.self.name, settings.drainSeconds));
      await connections.whenIdle(CLOSE_GRACE_MS);
    }
    registry.disconnectAll(GOING_AWAY.code, GOING_AWAY.reason);
    const listening = http.dispose(CLOSE_GRACE_MS);
    await registry.dispose();
    shells.dispose();
    sockjs.dispose(GOING_AWAY);
    await listening;
    await pages.dispose();
    await clusters.dispose();
    connections.dispose();
    await recorded?.flush();
    await recordings.dispose();
    await recorded?.dispose();
    await replicas.dispose();
    authenticator.dispose?.();
    setRuntime(undefined);
    // Last, so that the end of the last shell can be read.
    await metricsServer?.dispose();
  }

  return {
    url,
    drain() {
      const { drainSeconds } = settings;
      registry.beginDrain();
      replicas.drain();
      const until = systemClock.now() + drainSeconds * 1000;
      const left = (): number => Math.ceil(Math.max(0, until - systemClock.now()) / 1000);
      if (drainSeconds > 0) registry.announce(() => drainNotice(left()));
      return registry.whenEmpty(drainSeconds * 1000);
    },
    dispose() {
      disposing ??= dispose();
      return disposing;
    },
  };
}

function follow(first: KeyPair, { tlsCert: cert, tlsKey: key }: Settings, logger: Logger): FollowedKeyPair {
  return new FollowedKeyPair({ first, files: { cert, key }, clock: systemClock, logger });
}

function userOf(context: unknown): string {
  return (context as ConnectionSender).caller.userId;
}
