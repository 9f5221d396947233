/** Lines about shells. Remembers of each what its lines have in common, until it ends. */

import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { Caller, Clock, Sender } from '#server/ports.ts';
import type { Connection, ShellFailureCode, ShellTarget } from '#server/terminal/ports.ts';
import type { SessionEnd, SessionObserver } from '#server/terminal/session-observer.ts';
import type { Audit, AuditEventName, AuditFields } from './events.ts';
import type { RequestAudit } from './request-audit.ts';

export interface ShellAuditOptions {
  readonly audit: Audit;
  readonly requests: RequestAudit;
  readonly clock: Clock;
  /** Who has opened a connection. */
  readonly senderOf: (connection: Connection) => Sender | undefined;
}

/** A shell that the user may have. */
export interface RequestedShell {
  readonly shellId: string;
  readonly target: ShellTarget;
  /** Undefined: the first of the known ones. */
  readonly shell: string | undefined;
  readonly command: readonly string[] | undefined;
  /** To the container's main process, instead of starting one. */
  readonly attach?: true | undefined;
  /** Why the user opens it; undefined if they gave no reason. */
  readonly reason: string | undefined;
}

/** A shell that has ended with its replica. */
export interface CutShortShell {
  readonly shellId: string;
  readonly caller: Pick<Caller, 'userId' | 'displayName'>;
  readonly target: ShellTarget;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

interface KnownShell {
  /** Who has asked for it; later, who has bound it last. */
  sender: Sender | undefined;
  readonly target: ShellTarget;
  /** Undefined until it is known which of the shells is there. */
  command: readonly string[] | undefined;
  readonly attach: true | undefined;
  readonly reason: string | undefined;
  /** Milliseconds since the epoch; undefined until the process is up. */
  openedAt: number | undefined;
}

/** Requests that name no context that is known. */
const WITHOUT_CONTEXT: ReadonlySet<ProblemCode> = new Set(['bad-request', 'context-not-found']);

export class ShellAudit {
  readonly #options: ShellAuditOptions;
  readonly #shells = new Map<string, KnownShell>();

  constructor(options: ShellAuditOptions) {
    this.#options = options;
  }

  /**
   * The sender of the request may have the shell. Resolves when the line is on the disk: no shell without one.
   * @throws PodshellError `audit-unavailable`
   */
  async requested({ shellId, target, shell, command, attach, reason }: RequestedShell): Promise<void> {
    const { audit, requests } = this.#options;
    const known: KnownShell = {
      sender: requests.sender,
      target,
      command: command ?? (shell === undefined ? undefined : [shell]),
      attach,
      reason,
      openedAt: undefined,
    };
    this.#shells.set(shellId, known);
    this.#record('shell-requested', shellId, known);
    try {
      await audit.written();
    } catch (error) {
      throw new PodshellError(
        'audit-unavailable',
        'Podshell opens no shells while its audit log cannot be written. Ask its administrator to check the server log.',
        { cause: error },
      );
    }
  }

  /** The sender of the request does not get a shell. @param place what is known of where it should have run */
  refused(shellId: string, place: Partial<ShellTarget>, error: unknown): void {
    this.#shells.delete(shellId);
    const hasContext = !(isPodshellError(error) && WITHOUT_CONTEXT.has(error.code));
    const { context, ...others } = place;
    this.#options.requests.refuse('shell-refused', error, {
      ...(hasContext ? { context } : {}),
      ...others,
      shellId,
    });
  }

  /** Follows a shell that was {@link requested}. */
  observe(shellId: string): SessionObserver {
    return new AuditedShell(shellId, this);
  }

  /** A connection has bound a shell. */
  onBound(shellId: string, how: 'first' | 'resumed' | 'taken-over', connection: Connection): void {
    const shell = this.#shells.get(shellId);
    if (shell === undefined) return;
    shell.sender = this.#options.senderOf(connection) ?? shell.sender;
    if (how === 'first') return;
    this.#record(how === 'resumed' ? 'shell-resumed' : 'shell-taken-over', shellId, shell);
  }

  /** A shell is up. @param name what was started */
  onStarted(shellId: string, name: string): void {
    const shell = this.#shells.get(shellId);
    if (shell === undefined) return;
    shell.openedAt = this.#options.clock.now();
    if (!shell.attach) shell.command ??= [name];
    this.#record(shell.attach ? 'attached' : 'shell-opened', shellId, shell);
  }

  /** A shell is over. @param event how it has ended, or that it could not start */
  onOver(shellId: string, event: 'shell-refused' | 'shell-ended', fields: AuditFields): void {
    const shell = this.#shells.get(shellId);
    if (shell === undefined) return;
    this.#shells.delete(shellId);
    const { openedAt } = shell;
    const durationMs = openedAt === undefined ? undefined : this.#options.clock.now() - openedAt;
    this.#record(event, shellId, shell, event === 'shell-ended' ? { durationMs, ...fields } : fields);
  }

  /** A shell of another replica, which was killed and writes no line. No request has ended it. */
  cutShort({ shellId, caller, target, startedAt }: CutShortShell): void {
    const sender: Sender = {
      caller: { ...caller, groups: [], credential: { kind: 'kubeconfig' } },
      address: '',
      requestId: '',
    };
    const durationMs = this.#options.clock.now() - startedAt;
    this.#options.audit.record({
      event: 'shell-ended',
      sender,
      ...target,
      shellId,
      durationMs,
      cause: 'replica-gone',
    });
  }

  #record(event: AuditEventName, shellId: string, shell: KnownShell, fields: AuditFields = {}): void {
    const { sender, target, command, reason } = shell;
    this.#options.audit.record({ event, sender, ...target, command, reason, shellId, ...fields });
  }
}

/** What the audit learns of one shell: an object without functions of its own, since every idle shell has one. */
class AuditedShell implements SessionObserver {
  readonly #shellId: string;
  readonly #audit: ShellAudit;

  constructor(shellId: string, audit: ShellAudit) {
    this.#shellId = shellId;
    this.#audit = audit;
  }

  onBound(how: 'first' | 'resumed' | 'taken-over', connection: Connection): void {
    this.#audit.onBound(this.#shellId, how, connection);
  }

  onStarted(shell: string): void {
    this.#audit.onStarted(this.#shellId, shell);
  }

  onRefused(code: ShellFailureCode): void {
    this.#audit.onOver(this.#shellId, 'shell-refused', { code });
  }

  onEnded(end: SessionEnd): void {
    this.#audit.onOver(this.#shellId, 'shell-ended', { ...end });
  }
}
