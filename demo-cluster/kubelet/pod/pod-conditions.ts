/** The five conditions of a pod with their transition times. */

export interface Condition {
  readonly type: string;
  readonly observedGeneration?: unknown;
  readonly status: 'True' | 'False';
  readonly lastProbeTime: null;
  readonly lastTransitionTime: string;
  readonly reason?: string;
  readonly message?: string;
}

/** The facts that determine the conditions. */
export interface ConditionFacts {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** The pod has its sandbox and therefore an address. */
  readonly sandbox: boolean;
  readonly initialized: boolean;
  /** Names of init containers that have not completed. */
  readonly incomplete: readonly string[];
  /** Names of containers that are not running. */
  readonly unready: readonly string[];
}

type Finding = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

export class PodConditions {
  readonly #scheduled: Condition;
  readonly #last = new Map<string, Condition>();

  /** `scheduled` is the scheduler's condition; it is kept as it is. */
  constructor(scheduled: Condition) {
    this.#scheduled = scheduled;
  }

  /** The conditions in the order of a real kubelet. `now` becomes the transition time of those that changed. */
  update(facts: ConditionFacts, generation: unknown, now: string): readonly Condition[] {
    const conditions = findings(facts).map((finding) => this.#stamp(finding, generation, now));
    const { type, observedGeneration: _, ...scheduled } = this.#scheduled;
    return [...conditions, { type, observedGeneration: generation, ...scheduled }];
  }

  #stamp({ type, status, ...why }: Finding, generation: unknown, now: string): Condition {
    const last = this.#last.get(type);
    const condition: Condition = {
      type,
      observedGeneration: generation,
      status,
      lastProbeTime: null,
      lastTransitionTime: last?.status === status ? last.lastTransitionTime : now,
      ...why,
    };
    this.#last.set(type, condition);
    return condition;
  }
}

function findings({ phase, sandbox, initialized, incomplete, unready }: ConditionFacts): Finding[] {
  const over = phase === 'Succeeded' || phase === 'Failed';
  const ready: Omit<Finding, 'type'> = over
    ? { status: 'False', reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  return [
    { type: 'PodReadyToStartContainers', status: sandbox ? 'True' : 'False' },
    initialized
      ? { type: 'Initialized', status: 'True', ...(phase === 'Succeeded' ? { reason: 'PodCompleted' } : {}) }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.join(' ')}]`,
        },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
  ];
}
