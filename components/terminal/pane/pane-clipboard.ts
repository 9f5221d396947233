/** Copies and pastes between a terminal and the user's clipboard, and asks the user for confirmation. */

import { answered, type ClipboardConsent, requested } from '../screen/text/clipboard-request.ts';
import { cleanPaste, type PastePreview, personsPaste, questionPaste } from '../screen/text/paste-check.ts';

/** The part of the screen that the clipboard needs. */
export interface ClipboardScreen {
  readonly selection: string;
  /** True in bracketed paste mode: the program gets the paste as one piece and does not run its lines. */
  readonly takesPastesWhole: boolean;
  paste(text: string): void;
  focus(): void;
}

export interface ClipboardPorts {
  /** Null until the screen is mounted. */
  readonly screen: () => ClipboardScreen | null;
  readonly warns: () => boolean;
  readonly copy: (text: string) => void;
  /** Rejects if the browser or the user forbids it. */
  readonly read: () => Promise<string>;
  /** The browser did not let the page read the clipboard. */
  readonly onForbidden: () => void;
  /** Called when a question appears or is answered. */
  readonly onChange: () => void;
}

export class PaneClipboard {
  readonly #ports: ClipboardPorts;
  #held: { readonly text: string; readonly preview: PastePreview } | null = null;
  #consent: ClipboardConsent = { kind: 'unasked' };

  constructor(ports: ClipboardPorts) {
    this.#ports = ports;
  }

  /** The paste that waits for confirmation; null if none does. */
  get question(): PastePreview | null {
    return this.#held?.preview ?? null;
  }

  /** The text that a program wants to write to the clipboard and that waits for consent; null if none does. */
  get asksFor(): string | null {
    return this.#consent.kind === 'asking' ? this.#consent.text : null;
  }

  /** Takes a paste. Asks a person to confirm several lines; a script is not asked. */
  take(text: string, byPerson: boolean): void {
    const screen = this.#ports.screen();
    if (screen === null || text === '') return;
    if (!byPerson) {
      screen.paste(cleanPaste(text));
      return;
    }
    const preview = this.#ports.warns() ? questionPaste(text, screen.takesPastesWhole) : null;
    if (preview === null) {
      screen.paste(personsPaste(text, screen.takesPastesWhole));
      return;
    }
    this.#held = { text, preview };
    this.#ports.onChange();
  }

  answerPaste(paste: boolean): void {
    const held = this.#held;
    this.#held = null;
    this.#ports.onChange();
    if (paste && held !== null) this.#ports.screen()?.paste(cleanPaste(held.text));
  }

  /** Pastes the clipboard's text, for a paste button. */
  async paste(): Promise<void> {
    let text: string;
    try {
      text = await this.#ports.read();
    } catch {
      this.#ports.onForbidden();
      return;
    }
    this.take(text, true);
  }

  copySelection(): void {
    this.#ports.copy(this.#ports.screen()?.selection ?? '');
  }

  /** Call when a program wants to write to the clipboard. */
  request(text: string): void {
    this.#take(requested(this.#consent, text));
  }

  /** @param remember true: the answer holds for this terminal until the page unloads; false: only for the shown text */
  answerConsent(allow: boolean, remember: boolean): void {
    this.#take(answered(this.#consent, allow, remember));
    this.#ports.screen()?.focus();
  }

  #take({ consent, copy }: ReturnType<typeof answered>): void {
    this.#consent = consent;
    if (copy !== null) this.#ports.copy(copy);
    this.#ports.onChange();
  }
}
