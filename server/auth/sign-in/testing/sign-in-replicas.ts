/** Replicas that share sign-ins, on a fake network, with a provider whose refresh tokens count once. */

import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { KeptSignIn } from '../sign-in.ts';
import type { SignIns } from '../sign-ins.ts';
import type { FakeTokens } from './fake-tokens.ts';
import { RotatingProvider } from './rotating-provider.ts';

export interface SignInReplica {
  readonly name: string;
  readonly peers: Peers;
  readonly signIns: SignIns<FakeTokens>;
}

export class SignInReplicas {
  readonly clock = new FakeClock();
  readonly network = new FakePeerNetwork(this.clock);
  readonly provider = new RotatingProvider(this.clock);
  #all: readonly SignInReplica[] = [];

  /** Three that know each other. */
  static async start(): Promise<SignInReplicas> {
    const replicas = new SignInReplicas();
    for (const name of ['web-1', 'web-2', 'web-3']) replicas.add(name);
    await replicas.pass(0);
    return replicas;
  }

  get all(): readonly SignInReplica[] {
    return this.#all;
  }

  add(name: string): SignInReplica {
    const peers = this.network.start(name);
    const replica = { name, peers, signIns: this.provider.signIns(peers) };
    this.#all = [...this.#all.filter((other) => other.name !== name), replica];
    return replica;
  }

  at(index: number): SignInReplica {
    const found = this.#all[index % this.#all.length];
    if (found === undefined) throw new Error('No replica');
    return found;
  }

  /** Kills a replica and starts its next run. */
  async restart(one: SignInReplica): Promise<SignInReplica> {
    this.network.kill(one.peers);
    one.signIns.dispose();
    await this.pass(0);
    const next = this.add(one.name);
    await this.pass(0);
    return next;
  }

  /** A sign-in of the first replica. The id decides which replica is the home, and which would be the next. */
  signedIn(id: string): KeptSignIn<FakeTokens> {
    return this.at(0).signIns.find({ id, version: 1, tokens: this.provider.tokens() }).kept;
  }

  /** The home of a sign-in, and two others. */
  homeAndOthers({
    id,
  }: KeptSignIn<FakeTokens>): [home: SignInReplica, front: SignInReplica, other: SignInReplica] {
    const isHome = ({ peers }: SignInReplica) => peers.homeOf(`sign-in ${id}`) === undefined;
    const [front, other] = this.#all.filter((one) => !isHome(one));
    const home = this.#all.find(isHome);
    if (home === undefined || front === undefined || other === undefined) throw new Error('No home');
    return [home, front, other];
  }

  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  async stop(): Promise<void> {
    this.provider.answer();
    await this.network.dispose();
    for (const { signIns } of this.#all) signIns.dispose();
  }
}

/** What a browser's request does. Resolves to the cookie that it goes away with. */
export async function ask(
  { signIns }: Pick<SignInReplica, 'signIns'>,
  cookie: KeptSignIn<FakeTokens>,
): Promise<KeptSignIn<FakeTokens>> {
  const signIn = signIns.find(cookie);
  await signIn.current();
  return signIn.kept;
}
