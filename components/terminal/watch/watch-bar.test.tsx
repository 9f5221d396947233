// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { KeyboardShare, ViewersMessage } from '#protocol/viewing-messages.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { WatchBar } from './watch-bar.tsx';

const agreeOnKeyboard = vi.fn();
const PANE = { connection: { agreeOnKeyboard }, focus() {} } as unknown as TerminalPane;

function viewers(own: KeyboardShare, other: KeyboardShare = 'none'): ViewersMessage {
  const Watchers = [
    { ID: 'me', Name: 'Bob', Keyboard: own },
    { ID: 'she', Name: 'Carol', Keyboard: other },
  ];
  return { Op: 'viewers', Names: ['Bob', 'Carol'], Watchers, You: 'me' };
}

function show(now: ViewersMessage | null, isOver = false) {
  renderPage(<WatchBar pane={PANE} owner="Alice" of="shell" viewers={now} isOver={isOver} />);
}

test.each([
  ['nobody wants it', viewers('none'), 'Nothing you type is sent', 'Ask for the keyboard', true],
  ['it was asked for', viewers('asked'), 'You asked Alice', 'Withdraw', false],
  ['it is offered', viewers('offered'), 'What you type would run as Alice', 'Take keyboard', true],
  ['it is refused', viewers('offered'), 'Alice offers you the keyboard', 'Decline', false],
  ['it is here', viewers('has'), 'What you type runs as Alice', 'Give back', false],
  ['another has it', viewers('none', 'has'), 'Carol has the keyboard', 'Ask for the keyboard', true],
])('the keyboard, while %s', async (_, now, text, button, agree) => {
  show(now);
  expect(screen.getByRole('status').textContent).toContain(text);
  await act(async () => fireEvent.click(screen.getByRole('button', { name: button })));
  expect(agreeOnKeyboard).toHaveBeenLastCalledWith(agree);
});

test.each([
  ['shell', 'You are watching Alice’s shell.', 'What you type would run as Alice.'],
  [
    'main',
    'You are watching the container’s main process in Alice’s terminal.',
    'What you type would go to the container’s main process.',
  ],
  ['debug', 'You are watching Alice’s debug container.', 'What you type would run as Alice.'],
] as const)('says what is watched: %s', (of, watching, offered) => {
  const bar = (share: KeyboardShare) => (
    <WatchBar pane={PANE} owner="Alice" of={of} viewers={viewers(share)} isOver={false} />
  );
  const { rerender } = renderPage(bar('none'));
  expect(screen.getByRole('status').textContent).toContain(watching);
  rerender(bar('offered'));
  expect(screen.getByRole('status').textContent).toContain(offered);
});

test('who watches is told to all who do', () => {
  show(viewers('none'));
  expect(screen.getByRole('status').textContent).toContain('Watching: Bob (you), Carol');
  expect(screen.getByText('Read-only')).toBeDefined();
});

test('nothing is asked for without a connection', () => {
  show(null);
  expect(screen.getByRole('button', { name: 'Ask for the keyboard' })).toHaveProperty('disabled', true);
});

test('nothing is asked for, or said of typing, once the shell has ended', () => {
  show(null, true);
  expect(screen.getByRole('status').textContent).toBe('You watched Alice’s shell.');
  expect(screen.queryByRole('button')).toBeNull();
});
