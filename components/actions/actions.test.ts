import { expect, test } from 'vitest';
import { type Action, currentActions, registerActions, subscribeToActions } from './actions.ts';

function action(id: string, label = id): Action {
  return { id, label, group: 'Test', run: () => {} };
}

test('actions are registered until they are removed', () => {
  let changes = 0;
  const unsubscribe = subscribeToActions(() => {
    changes += 1;
  });
  const leaveA = registerActions([action('a'), action('b')]);
  const leaveB = registerActions([action('c')]);
  expect(currentActions().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(currentActions()).toBe(currentActions());
  leaveA();
  expect(currentActions().map(({ id }) => id)).toEqual(['c']);
  leaveB();
  leaveB();
  expect(currentActions()).toEqual([]);
  unsubscribe();
  registerActions([])();
  expect(changes).toBe(5);
});

test('the later of two equal ids wins; removing it restores the earlier one', () => {
  const leaveOld = registerActions([action('a', 'old')]);
  const leaveNew = registerActions([action('a', 'new')]);
  expect(currentActions().map(({ label }) => label)).toEqual(['new']);
  leaveNew();
  expect(currentActions().map(({ label }) => label)).toEqual(['old']);
  leaveOld();
});
