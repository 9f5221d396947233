const DELETE = '\x7f';

/**
 * What a terminal types for a change of its input field: DEL for each character that the change took away, then what it
 * put there. Phone keyboards correct words without composing them.
 */
export function fieldChange(before: string, after: string): string {
  const [old, now] = [[...before], [...after]];
  let same = 0;
  while (same < old.length && old[same] === now[same]) same += 1;
  return DELETE.repeat(old.length - same) + now.slice(same).join('');
}
