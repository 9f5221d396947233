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
}

/** The id of the terminal pane on the full page of a shell; the same after a reload. */
export function shellPaneId({ namespace, pod, container, context }: ShellPlace): string {
  return `shell:${context ?? ''}/${namespace}/${pod}/${container ?? ''}`;
}
