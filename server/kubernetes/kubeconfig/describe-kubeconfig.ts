import { visibleText } from '#protocol/visible-text.ts';
import { defaultContext, type Kubeconfig } from './kubeconfig.ts';

/**
 * Which cluster pages show, as one line for the terminal that starts the server.
 * @param source as in {@link loadKubeconfig}'s result
 */
export function describeKubeconfig(kubeconfig: Kubeconfig, source: string): string {
  const name = defaultContext(kubeconfig);
  const context = kubeconfig.contexts.find((one) => one.name === name);
  const count = kubeconfig.contexts.length;
  if (context === undefined) {
    return visibleText(`The kubeconfig ${source} has no current context. Choose one on the page.`);
  }
  const where = context.kind === 'usable' ? context.target.server : 'can’t be used';
  const others = count === 1 ? '' : `, and ${count - 1} more ${count === 2 ? 'context' : 'contexts'}`;
  return visibleText(`Context ${name} (${where})${others}, from ${source}`);
}
