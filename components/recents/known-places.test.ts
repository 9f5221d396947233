import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeMap } from '#components/ui/kept-map.ts';
import {
  favouriteNamespaceToggled,
  favouritePodToggled,
  isFavouritePod,
  type KnownPlaces,
  knownNamespaces,
  knownPods,
  MAX_FAVOURITES,
  MAX_RECENT_NAMESPACES,
  MAX_RECENT_PODS,
  NO_PLACES,
  namespaceChosen,
  podForgotten,
  podOpened,
} from './known-places.ts';
import { decodePlaces, MAX_CONTEXTS, withPlaces } from './known-places-codec.ts';

const web = { namespace: 'team-a', pod: 'web' };
const same = { namespace: 'team-b', pod: 'web' };

/** Few names, so that they repeat; and enough to exceed the limits. */
const name = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.stringMatching(/^[a-z]{1,3}$/));
const pod = fc.record({ namespace: name, pod: name });
const change: fc.Arbitrary<(places: KnownPlaces) => KnownPlaces> = fc.oneof(
  pod.map((one) => (places: KnownPlaces) => podOpened(places, one)),
  pod.map((one) => (places: KnownPlaces) => favouritePodToggled(places, one)),
  name.map((one) => (places: KnownPlaces) => namespaceChosen(places, one)),
  name.map((one) => (places: KnownPlaces) => favouriteNamespaceToggled(places, one)),
);
const anyPlaces = fc
  .array(change, { maxLength: 200 })
  .map((changes) => changes.reduce((places, next) => next(places), NO_PLACES));

describe('recent places', () => {
  test('are the newest first, each once', () => {
    const places = [web, same, web].reduce(podOpened, NO_PLACES);
    expect(places.recentPods).toEqual([web, same]);
    expect(places.recentNamespaces).toEqual(['team-a', 'team-b']);
  });

  test('keep only the names of a pod', () => {
    const opened = { ...web, container: 'x', context: 'admin' };
    expect(podOpened(NO_PLACES, opened).recentPods).toEqual([web]);
    expect(favouritePodToggled(NO_PLACES, opened).favouritePods).toEqual([web]);
  });
});

describe('favourites', () => {
  test('of equal pod names in two namespaces are two', () => {
    const places = favouritePodToggled(NO_PLACES, web);
    expect(isFavouritePod(places, web)).toBe(true);
    expect(isFavouritePod(places, same)).toBe(false);
  });

  test('toggling twice changes nothing', () => {
    expect(favouritePodToggled(favouritePodToggled(NO_PLACES, web), web)).toEqual(NO_PLACES);
    expect(favouriteNamespaceToggled(favouriteNamespaceToggled(NO_PLACES, 'a'), 'a')).toEqual(NO_PLACES);
  });

  test('come before recent places, each once', () => {
    const opened = podOpened(podOpened(NO_PLACES, web), same);
    expect(knownPods(favouritePodToggled(opened, web))).toEqual([web, same]);
    expect(knownNamespaces(favouriteNamespaceToggled(opened, 'team-a'))).toEqual(['team-a', 'team-b']);
  });
});

test('no list exceeds its limit or repeats a name', () => {
  fc.assert(
    fc.property(anyPlaces, (places) => {
      expect(places.recentPods.length).toBeLessThanOrEqual(MAX_RECENT_PODS);
      expect(places.recentNamespaces.length).toBeLessThanOrEqual(MAX_RECENT_NAMESPACES);
      expect(places.favouritePods.length).toBeLessThanOrEqual(MAX_FAVOURITES);
      for (const pods of [places.recentPods, places.favouritePods, knownPods(places)])
        expect(new Set(pods.map(({ namespace, pod: one }) => `${namespace}/${one}`)).size).toBe(pods.length);
    }),
  );
});

describe('the stored text', () => {
  test('gives back what was stored', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), anyPlaces), { maxLength: 5 }), (entries) => {
        const all = entries.reduce(
          (map, [context, places]) => withPlaces(map, context, places),
          new Map() as ReturnType<typeof decodePlaces>,
        );
        expect([...decodePlaces(encodeMap(all))]).toEqual([...all]);
      }),
    );
  });

  test('may be anything', () => {
    const damaged = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(
          fc.tuple(
            fc.string(),
            fc.dictionary(fc.constantFrom('recentPods', 'favouriteNamespaces'), fc.anything()),
          ),
        )
        .map((value) => JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? null : one))),
    );
    fc.assert(
      fc.property(damaged, (text) => {
        for (const places of decodePlaces(text).values())
          for (const { namespace, pod: one } of knownPods(places)) expect(`${namespace}${one}`).not.toBe('');
      }),
    );
  });

  test('forgets the context that changed longest ago', () => {
    const names = Array.from({ length: MAX_CONTEXTS + 1 }, (_, index) => `c${index}`);
    const all = names.reduce(
      (map, context) => withPlaces(map, context, NO_PLACES),
      new Map() as ReturnType<typeof decodePlaces>,
    );
    expect([...all.keys()]).toEqual(names.slice(1));
  });
});

test('a pod that is gone is no recent pod and no favourite, and its namespace stays', () => {
  const known = favouritePodToggled(podOpened(podOpened(NO_PLACES, web), same), web);
  const left = podForgotten(known, web);
  expect(left.recentPods).toEqual([same]);
  expect(left.favouritePods).toEqual([]);
  expect(left.recentNamespaces).toEqual(known.recentNamespaces);
});
