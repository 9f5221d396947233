import type { CurrentIdentity } from './current-identity.ts';
import type { ExecContext } from './stream/exec-context.ts';

type Rest = Omit<ExecContext, 'identity' | 'service'>;

/** The context of one shell. A class, because V8 keeps an object literal with accessors as a dictionary of 450 bytes. */
export class ShellContext implements ExecContext {
  readonly #identities: CurrentIdentity;
  readonly target: ExecContext['target'];
  readonly auditId: ExecContext['auditId'];
  readonly limits: ExecContext['limits'];
  readonly clock: ExecContext['clock'];
  readonly logger: ExecContext['logger'];
  readonly endings: ExecContext['endings'];
  readonly protocols: ExecContext['protocols'];

  constructor(identities: CurrentIdentity, rest: Rest) {
    this.#identities = identities;
    this.target = rest.target;
    this.auditId = rest.auditId;
    this.limits = rest.limits;
    this.clock = rest.clock;
    this.logger = rest.logger;
    this.endings = rest.endings;
    this.protocols = rest.protocols;
  }

  get identity(): ExecContext['identity'] {
    return this.#identities.current;
  }

  get service(): ExecContext['service'] {
    return this.#identities.service;
  }
}
