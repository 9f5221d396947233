import type { UsableContext } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import type { Clock } from '#server/ports.ts';
import { type PluginCredential, runPlugin } from './exec-plugin.ts';

export interface PluginOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

interface Kept {
  readonly key: string;
  readonly credential: PluginCredential;
}

/**
 * Keeps what the exec plugin of one context returned until it expires or is dropped after a 401, as client-go does.
 * Concurrent requests share one run.
 */
export class PluginCredentials {
  readonly #options: PluginOptions;
  #kept: Kept | undefined;
  #running: { readonly key: string; readonly result: Promise<PluginCredential> } | undefined;

  constructor(options: PluginOptions) {
    this.#options = options;
  }

  /** @throws CredentialFaultError */
  get({ identity, target }: UsableContext, ca: string | undefined): Promise<PluginCredential> {
    const { exec } = identity;
    if (exec === undefined) throw new Error('The user has no exec plugin');
    // A changed kubeconfig may name another plugin, or another cluster for it.
    const key = JSON.stringify([exec, target, ca]);
    if (this.#kept?.key === key && !this.#hasExpired(this.#kept.credential)) {
      return Promise.resolve(this.#kept.credential);
    }
    if (this.#running?.key === key) return this.#running.result;
    const running = { key, result: runPlugin({ ...this.#options, exec, target, ca }) };
    this.#running = running;
    const end = (kept: Kept | undefined): void => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.#kept = kept;
    };
    running.result.then(
      (credential) => end({ key, credential }),
      () => end(undefined),
    );
    return running.result;
  }

  /** The cluster refused the credential: the next request runs the plugin again. */
  drop(): void {
    this.#kept = undefined;
  }

  #hasExpired({ expiresAt }: PluginCredential): boolean {
    return expiresAt !== undefined && expiresAt <= this.#options.clock.now();
  }
}
