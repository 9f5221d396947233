// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { ThemeProvider, useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { paletteOf } from '../../screen/look/terminal-themes.ts';
import { useScreenLook } from './use-screen-look.ts';
import { useTerminalSettings } from './use-terminal-settings.ts';

const wrapper = ({ children }: { children: ReactNode }) => (
  // Its script is for the HTML of a server. As data, React has nothing to say about it.
  <ThemeProvider
    attribute="data-theme"
    defaultTheme="dark"
    enableSystem={false}
    scriptProps={{ type: 'application/json' }}
  >
    {children}
  </ThemeProvider>
);

const useAll = () => ({
  look: useScreenLook(),
  setTheme: useTheme().setTheme,
  change: useTerminalSettings()[1],
});

test('the colours follow the theme of the page', () => {
  const { result } = renderHook(useAll, { wrapper });
  expect(result.current.look.palette).toEqual(paletteOf('app', 'dark'));
  act(() => result.current.setTheme('light'));
  expect(result.current.look.palette).toEqual(paletteOf('app', 'light'));
});

test('is the same object until a setting changes, so that a render does not restyle terminals', () => {
  const { result, rerender } = renderHook(useAll, { wrapper });
  const before = result.current.look;
  rerender();
  expect(result.current.look).toBe(before);
  act(() => result.current.change({ cursorStyle: 'bar' }));
  expect(result.current.look).not.toBe(before);
  expect(result.current.look.settings.cursorStyle).toBe('bar');
});
