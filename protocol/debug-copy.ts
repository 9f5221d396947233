/** How a debug copy of a pod says what it is. Anybody may write so on a pod: it is for people, and trusted for nothing. */

/** Marks the pods that Podshell has made as debug copies. */
export const COPY_LABEL = 'podshell.dev/debug-copy';

const COPY_OF = 'podshell.dev/copy-of';
const CREATED_BY = 'podshell.dev/created-by';
const DEBUG_CONTAINER = 'podshell.dev/debug-container';
/** Where a shell opens that names no container. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

type Texts = Readonly<Record<string, string>>;

export interface CopyMarks {
  /** The pod that was copied. */
  readonly of: string;
  /** The container with the shell. */
  readonly container: string;
  /** The user's name, as logs have it. */
  readonly createdBy: string;
}

/** Labels and annotations of a debug copy. */
export function marksOf({ of, container, createdBy }: CopyMarks): {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
} {
  return {
    labels: { [COPY_LABEL]: 'true' },
    annotations: {
      [COPY_OF]: of,
      [CREATED_BY]: createdBy,
      [DEBUG_CONTAINER]: container,
      [DEFAULT_CONTAINER]: container,
    },
  };
}

/** Undefined for a pod that is no debug copy of ours. */
export function readMarks(labels: Texts = {}, annotations: Texts = {}): CopyMarks | undefined {
  if (labels[COPY_LABEL] !== 'true') return undefined;
  return {
    of: annotations[COPY_OF] ?? '',
    container: annotations[DEBUG_CONTAINER] ?? '',
    createdBy: annotations[CREATED_BY] ?? '',
  };
}

/** One debug copy: `GET /api/debug-copies`. */
export interface DebugCopy extends CopyMarks {
  readonly namespace: string;
  readonly pod: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** As the list of pods shows it, for instance `Running`. */
  readonly status: string;
  /** The container with the shell runs: it can be attached to. */
  readonly running: boolean;
  /** The caller has made it. */
  readonly mine: boolean;
}

export interface DebugCopyList {
  readonly items: readonly DebugCopy[];
}
