import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Keyboard } from './keyboard.ts';

const ACTS = ['owner yes', 'owner no', 'watcher yes', 'watcher no', 'owner types', 'owner leaves'] as const;
const WATCHERS = ['bob', 'carol', 'dave'] as const;

test('a watcher has the keyboard if and only if both have said yes since either last said no, and alone', () => {
  const step = fc.record({ act: fc.constantFrom(...ACTS), who: fc.constantFrom(...WATCHERS) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const told: string[] = [];
      const keyboard = new Keyboard<string>({
        onHandedOver: (who) => told.push(`${who} has it`),
        onReturned: (who) => told.push(`${who} had it`),
      });
      /** Who has said yes, for each watcher: a model without states. */
      const yes = new Map(WATCHERS.map((who) => [who as string, { owner: false, watcher: false }]));
      const no = (who: string) => yes.set(who, { owner: false, watcher: false });
      const holder = () => WATCHERS.find((who) => yes.get(who)?.owner && yes.get(who)?.watcher);
      for (const { act, who } of steps) {
        const before = holder();
        if (act === 'owner yes' || act === 'watcher yes') {
          const said = yes.get(who) ?? { owner: false, watcher: false };
          const now = act === 'owner yes' ? { ...said, owner: true } : { ...said, watcher: true };
          if (now.owner && now.watcher && before !== undefined && before !== who) no(before);
          yes.set(who, now);
          if (act === 'owner yes') keyboard.ownerAgrees(who);
          else keyboard.watcherAgrees(who);
        } else if (act === 'owner types') {
          if (before !== undefined) no(before);
          keyboard.takeBack('owner-typed');
        } else if (act === 'owner leaves') {
          for (const [watcher, said] of yes) if (said.owner) no(watcher);
          keyboard.takeBack('owner-left', true);
        } else {
          no(who);
          keyboard.refuse(who, act === 'owner no' ? 'taken-back' : 'given-back');
        }
        expect(keyboard.holder).toBe(holder());
        for (const watcher of WATCHERS) {
          const { owner, watcher: asks } = yes.get(watcher) ?? { owner: false, watcher: false };
          const share = owner && asks ? 'has' : owner ? 'offered' : asks ? 'asked' : 'none';
          expect(keyboard.shareOf(watcher)).toBe(share);
        }
      }
      // Everybody is told of a keyboard that comes and goes, in turns.
      const ends = told.filter((line) => line.endsWith('had it'));
      expect(told.length - 2 * ends.length).toBe(holder() === undefined ? 0 : 1);
      told.forEach((line, at) => {
        expect(line.endsWith(at % 2 === 0 ? ' has it' : ' had it')).toBe(true);
      });
    }),
  );
});
