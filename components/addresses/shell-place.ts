/** Identifies a pod. */
export interface PodPlace {
  /** Undefined: the server's current context. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly pod: string;
}

/** The pod and container of a shell. */
export interface ShellPlace extends PodPlace {
  /** Undefined: the pod's default container. */
  readonly container: string | undefined;
  /** The container's main process instead of a new shell. */
  readonly attach?: true | undefined;
}

/**
 * Namespace and context of a pod, as its terminal shows them.
 * @param contextName the name of the context; '' if unknown
 */
export function whereText(namespace: string, contextName: string): string {
  return contextName === '' ? namespace : `${namespace} · ${contextName}`;
}

/** The place with its context named: another context may be the server's current one when a shell is opened again. */
export function inNamedContext<Place extends PodPlace>(place: Place, contextName: string): Place {
  return contextName === '' ? place : { ...place, context: contextName };
}

/** The id of the terminal pane on the full page of a shell; the same after a reload. */
export function shellPaneId({ namespace, pod, container, context, attach }: ShellPlace): string {
  return `${attach ? 'attach' : 'shell'}:${context ?? ''}/${namespace}/${pod}/${container ?? ''}`;
}
