/** Which shell or command the user wants in a place: chosen in its terminal, or kept in this browser for the container's image. */

import { podRoute } from '#components/addresses/api-routes.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { ask } from '#components/failures/read-failure.ts';
import { decodeMap, encodeMap, withEntry } from '#components/ui/kept-map.ts';
import type { PodDetail } from '#protocol/api.ts';
import { givenShell } from './given-shell.ts';

/** More are forgotten, the oldest first. */
const MOST_IMAGES = 100;
/** Of a shell or a command, as typed. */
export const MOST_CHARACTERS = 1000;

/** Where the choices of this browser are kept, as one text. */
export interface ChoiceStore {
  readonly read: () => string | null;
  readonly write: (text: string | null) => void;
}

/** The choice of a new pane, with what was given to it. */
export function shellChoiceFor(paneId: string, place: ShellPlace, kept: ChoiceStore): ShellChoice {
  const choice = new ShellChoice(place, kept);
  const shell = givenShell(paneId);
  if (shell !== undefined) void choice.choose(shell);
  return choice;
}

export class ShellChoice {
  /**
   * Why the user opens the shell, '' for no reason, null until they were asked. It counts for this shell and when that is
   * opened again here: another shell needs another answer.
   */
  reason: string | null = null;
  readonly #place: ShellPlace;
  readonly #kept: ChoiceStore;
  readonly #fetcher: typeof fetch;
  /** Undefined: nothing was chosen in this terminal. '': the default. */
  #chosen: string | undefined;

  constructor(
    place: ShellPlace,
    kept: ChoiceStore,
    fetcher: typeof fetch = (...request) => fetch(...request),
  ) {
    this.#kept = kept;
    this.#place = place;
    this.#fetcher = fetcher;
  }

  /** The shell to ask for; undefined for the default. Never rejects. Reads the pod only if a choice is kept. */
  async wanted(signal: AbortSignal): Promise<string | undefined> {
    if (this.#chosen !== undefined) return this.#chosen || undefined;
    const choices = parseChoices(this.#kept.read());
    if (choices.size === 0) return undefined;
    const image = await this.#image(signal);
    return image === undefined ? undefined : choices.get(image);
  }

  /**
   * Holds in this terminal at once, and for the image as soon as that is known. Never rejects.
   * @param shell a name, a path or a command with arguments; '' for the default
   */
  async choose(shell: string): Promise<void> {
    this.#chosen = shell.slice(0, MOST_CHARACTERS);
    this.reason = null;
    const image = await this.#image();
    if (image === undefined) return;
    const choices = withEntry(parseChoices(this.#kept.read()), image, this.#chosen, MOST_IMAGES);
    const made = new Map([...choices].filter(([, choice]) => choice !== ''));
    this.#kept.write(made.size === 0 ? null : encodeMap(made));
  }

  async #image(signal?: AbortSignal): Promise<string | undefined> {
    const init = { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) };
    const answer = await ask(
      () => this.#fetcher(podRoute(this.#place), init),
      async (response) => (await response.json()) as PodDetail,
    );
    if (answer.kind === 'failed') return undefined;
    const { containers, defaultContainer } = answer.body;
    const name = this.#place.container ?? defaultContainer;
    const image = containers?.find((container) => container.name === name)?.image;
    return image === undefined ? undefined : repositoryOf(image);
  }
}

/** An image's name without tag and digest, so that a choice outlives a new version. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** Reads what is kept; what is no such text is no choice. */
export function parseChoices(text: string | null): ReadonlyMap<string, string> {
  return decodeMap(text, (value) => (typeof value === 'string' ? value : undefined), MOST_IMAGES);
}
