/**
 * What tests of components and hooks share. A test file that imports this starts with
 * `// @vitest-environment happy-dom`: all other tests run without a DOM, which is faster.
 */

import { cleanup, configure, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';
import type { Language } from '#components/language/language.ts';
import { LanguageProvider } from '#components/language/language-provider.tsx';

// A layer loads its code when it opens; the first time, Vitest has to transform it.
configure({ asyncUtilTimeout: 10_000 });

// React warns of elements that the browser does not know, and happy-dom does not know this one.
Object.defineProperty(HTMLUnknownElement.prototype, Symbol.toStringTag, {
  get(this: Element) {
    return this.localName === 'search' ? 'HTMLElement' : 'HTMLUnknownElement';
  },
});

/** Updates that come after the end of a test, which on a busy machine may be any. */
const LATE = /not wrapped in act/;

let errors: MockInstance<typeof console.error>;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  errors = vi.spyOn(console, 'error');
});

afterEach(() => {
  // Unmount first: components may use the fakes of the test until then.
  cleanup();
  const complaints = errors.mock.calls.map(([format]) => String(format)).filter((text) => !LATE.test(text));
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  window.localStorage.clear();
  window.sessionStorage.clear();
  document.body.replaceChildren();
  // React's warnings, such as two rows with one key.
  expect(complaints).toEqual([]);
});

/** Provides the language like the root layout. Also for `wrapper` of `renderHook`. */
export function InEnglish({ children }: { readonly children: ReactNode }) {
  return <LanguageProvider initial="en">{children}</LanguageProvider>;
}

/** Renders in this language, and returns a user-event user. */
export function renderPage(page: ReactNode, language: Language = 'en'): RenderedPage {
  const user = userEvent.setup();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <LanguageProvider initial={language}>{children}</LanguageProvider>
  );
  const { container, rerender, unmount } = render(page, { wrapper });
  return { user, container, rerender, unmount };
}

export interface RenderedPage {
  readonly user: UserEvent;
  readonly container: HTMLElement;
  /** Renders again in the same place. */
  readonly rerender: (page: ReactNode) => void;
  readonly unmount: () => void;
}

/** Hides or shows the browser tab, and fires visibilitychange. */
export function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Gives lists and their options a height, which happy-dom does not compute and lists of a window of options need. */
export function layOutLists(): void {
  const height = (element: Element) => (element.getAttribute('role') === 'listbox' ? 320 : 32);
  for (const property of ['clientHeight', 'offsetHeight'] as const) {
    vi.spyOn(HTMLElement.prototype, property, 'get').mockImplementation(function (this: HTMLElement) {
      return height(this);
    });
  }
}
