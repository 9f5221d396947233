import type { RefusedNamespace } from '#protocol/api.ts';
import { isPermissionRefused } from '#protocol/permission-refused.ts';
import { isPodshellError } from '#protocol/problem.ts';

/** The results of requests to several namespaces. */
export interface NamespaceAnswers<T> {
  readonly answers: readonly T[];
  /** Namespaces that the caller may not see, with the reason. Empty when only one scope was requested. */
  readonly refused: readonly RefusedNamespace[];
}

/**
 * Calls `ask` for each namespace; one that the caller may not see does not hide the others.
 * @param scopes undefined means all namespaces that the caller may list
 * @throws the first error if every namespace is forbidden, or if one fails in another way
 */
export async function eachNamespace<T>(
  scopes: readonly (string | undefined)[],
  ask: (scope: string | undefined) => Promise<T>,
): Promise<NamespaceAnswers<T>> {
  const settled = await Promise.all(
    scopes.map(async (scope) => {
      try {
        return { kind: 'answer', value: await ask(scope) } as const;
      } catch (error) {
        const refusal = scopes.length > 1 ? refusalOf(scope, error) : undefined;
        if (refusal === undefined) throw error;
        return { kind: 'refusal', refusal, error } as const;
      }
    }),
  );
  const answers = settled.flatMap((one) => (one.kind === 'answer' ? [one.value] : []));
  const refusals = settled.flatMap((one) => (one.kind === 'refusal' ? [one] : []));
  if (answers.length === 0 && refusals[0] !== undefined) throw refusals[0].error;
  return { answers, refused: refusals.map(({ refusal }) => refusal) };
}

/** The refusal to report for a forbidden namespace; undefined for any other failure. */
function refusalOf(namespace: string | undefined, error: unknown): RefusedNamespace | undefined {
  if (namespace === undefined || !isPodshellError(error) || !isPermissionRefused(error.code))
    return undefined;
  return { namespace, detail: error.message };
}
