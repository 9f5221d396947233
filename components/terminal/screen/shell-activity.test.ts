import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { type CursorView, ShellActivity } from './shell-activity.ts';

function watch() {
  const clock = new FakeClock();
  let view: CursorView = { isAlternate: false, takesPastesWhole: false, left: '' };
  const changes: boolean[] = [];
  const activity = new ShellActivity({ clock, look: () => view, onChange: (busy) => changes.push(busy) });
  return {
    activity,
    clock,
    changes,
    get isBusy() {
      return changes.at(-1) ?? false;
    },
    /** The screen shows this, and output pauses. */
    shows(change: Partial<CursorView>) {
      view = { isAlternate: false, takesPastesWhole: false, left: '', ...change };
      activity.outputShown();
      clock.advance(1000);
    },
    /** Output comes without a pause. */
    flows(change: Partial<CursorView>, ms = 1000) {
      view = { isAlternate: false, takesPastesWhole: false, left: '', ...change };
      for (let at = 0; at < ms; at += 50) {
        activity.outputShown();
        clock.advance(50);
      }
    },
  };
}

test('is not busy before there is any output', () => {
  const shell = watch();
  shell.clock.advance(10_000);
  expect(shell.changes).toEqual([]);
});

describe.each(['root@debian:/# ', '$ ', '/ # ', 'web-0% ', 'user@host ~> ', '❯ ', '~ » ', '$', 'PS C:\\> '])(
  'at the prompt %j',
  (prompt) => {
    test('nothing runs, nor while a command is typed', () => {
      const shell = watch();
      shell.shows({ left: prompt });
      shell.shows({ left: `${prompt}sleep 10` });
      expect(shell.changes).toEqual([]);
    });

    test('a command runs until the prompt is back', () => {
      const shell = watch();
      shell.shows({ left: prompt });
      shell.shows({ left: '' });
      expect(shell.isBusy).toBe(true);
      shell.shows({ left: prompt });
      expect(shell.isBusy).toBe(false);
    });
  },
);

test.each(['', 'Password: ', 'Continue? [y/n] ', 'Unpacking 50%', '[ 7.5 %', 'progress: 12,5 % ', 'a line'])(
  'a program that shows %j runs',
  (left) => {
    const shell = watch();
    shell.shows({ left: '# ' });
    shell.shows({ left });
    expect(shell.isBusy).toBe(true);
  },
);

test('a program on the alternate screen runs, whatever it shows', () => {
  const shell = watch();
  shell.shows({ left: '$ ' });
  shell.shows({ isAlternate: true, left: '$ ' });
  expect(shell.isBusy).toBe(true);
  shell.shows({ left: '$ ' });
  expect(shell.isBusy).toBe(false);
});

test('a shell that edits its line is at its prompt, however the prompt ends', () => {
  const shell = watch();
  shell.shows({ left: '➜  app git:(main) ', takesPastesWhole: true });
  expect(shell.isBusy).toBe(false);
  shell.shows({ left: '' });
  expect(shell.isBusy).toBe(true);
  shell.shows({ left: "(reverse-i-search)`sl': sleep", takesPastesWhole: true });
  expect(shell.isBusy).toBe(false);
});

test('output that flows on is busy before it pauses, and teaches no prompt', () => {
  const shell = watch();
  shell.shows({ left: '# ' });
  shell.flows({ left: 'y' });
  expect(shell.isBusy).toBe(true);
  shell.flows({ left: 'chance> ' });
  shell.shows({ left: '' });
  shell.flows({ left: 'chance> and more' });
  expect(shell.isBusy).toBe(true);
});

test('a quick command does not count as running', () => {
  const shell = watch();
  shell.shows({ left: '$ ' });
  shell.flows({ left: '' }, 100);
  shell.shows({ left: '$ ' });
  expect(shell.changes).toEqual([]);
});

test('a prompt at which the user types at once is known, although output has not paused there', () => {
  const shell = watch();
  shell.flows({ left: '/ # ' }, 50);
  shell.activity.typed();
  shell.flows({ left: '/ # sl' }, 100);
  shell.shows({ left: '/ # sleep 1000' });
  expect(shell.changes).toEqual([]);
});

test('typing ahead of a command teaches no prompt', () => {
  const shell = watch();
  shell.shows({ left: '# ' });
  shell.flows({ left: '12 of 90' }, 50);
  shell.activity.typed();
  shell.shows({ left: '12 of 90 done' });
  expect(shell.isBusy).toBe(true);
});

test('a cleared screen is another start, with the prompts still known', () => {
  const shell = watch();
  shell.shows({ left: '# ' });
  shell.shows({ left: '' });
  shell.activity.cleared();
  expect(shell.changes).toEqual([true, false]);
  shell.shows({ left: '# top' });
  expect(shell.isBusy).toBe(false);
});

test('leaves no timer behind', () => {
  const shell = watch();
  shell.activity.outputShown();
  shell.activity.outputShown();
  expect(shell.clock.waiting).toBe(1);
  shell.activity.dispose();
  expect(shell.clock.waiting).toBe(0);
});

test('whatever came before, a prompt that was learnt is not busy and an empty line is', () => {
  const anything = fc.record({
    isAlternate: fc.boolean(),
    takesPastesWhole: fc.boolean(),
    left: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40 }), (views) => {
      const shell = watch();
      for (const view of views) shell.shows(view);
      shell.shows({ left: 'me@pod:~$ ' });
      expect(shell.isBusy).toBe(false);
      shell.shows({ left: 'me@pod:~$ make' });
      expect(shell.isBusy).toBe(false);
      shell.shows({ left: '' });
      expect(shell.isBusy).toBe(true);
    }),
  );
});
