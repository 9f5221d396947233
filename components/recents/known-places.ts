/** The pods and namespaces of one context that the user opened lately or marked as favourites. Pure. */

/** A pod of a context. Its name alone: it may have been deleted since. */
export interface KnownPod {
  readonly namespace: string;
  readonly pod: string;
}

export interface KnownPlaces {
  /** Pods in which a shell was opened; the newest first. */
  readonly recentPods: readonly KnownPod[];
  /** In the order in which they were marked. */
  readonly favouritePods: readonly KnownPod[];
  /** Namespaces that were chosen, or in which a shell was opened; the newest first. */
  readonly recentNamespaces: readonly string[];
  /** In the order in which they were marked. */
  readonly favouriteNamespaces: readonly string[];
}

export const NO_PLACES: KnownPlaces = {
  recentPods: [],
  favouritePods: [],
  recentNamespaces: [],
  favouriteNamespaces: [],
};

export const MAX_RECENT_PODS = 10;
export const MAX_RECENT_NAMESPACES = 5;
/** The oldest favourites go first; nobody finds a pod among more. */
export const MAX_FAVOURITES = 50;

/** A shell was opened in the pod. */
export function podOpened(places: KnownPlaces, pod: KnownPod): KnownPlaces {
  const others = places.recentPods.filter((other) => !isSamePod(other, pod));
  const { namespace, pod: name } = pod;
  const recentPods = [{ namespace, pod: name }, ...others].slice(0, MAX_RECENT_PODS);
  return namespaceChosen({ ...places, recentPods }, namespace);
}

/** The pod is gone for good. */
export function podForgotten(places: KnownPlaces, pod: KnownPod): KnownPlaces {
  const others = (pods: readonly KnownPod[]) => pods.filter((other) => !isSamePod(other, pod));
  return {
    ...places,
    recentPods: others(places.recentPods),
    favouritePods: others(places.favouritePods),
  };
}

/** The user chose to see the namespace. */
export function namespaceChosen(places: KnownPlaces, namespace: string): KnownPlaces {
  const others = places.recentNamespaces.filter((other) => other !== namespace);
  return { ...places, recentNamespaces: [namespace, ...others].slice(0, MAX_RECENT_NAMESPACES) };
}

/** Marks a pod as a favourite, or takes the mark away. */
export function favouritePodToggled(places: KnownPlaces, pod: KnownPod): KnownPlaces {
  const others = places.favouritePods.filter((other) => !isSamePod(other, pod));
  if (others.length < places.favouritePods.length) return { ...places, favouritePods: others };
  const { namespace, pod: name } = pod;
  return { ...places, favouritePods: [...others, { namespace, pod: name }].slice(-MAX_FAVOURITES) };
}

/** Marks a namespace as a favourite, or takes the mark away. */
export function favouriteNamespaceToggled(places: KnownPlaces, namespace: string): KnownPlaces {
  const others = places.favouriteNamespaces.filter((other) => other !== namespace);
  if (others.length < places.favouriteNamespaces.length) return { ...places, favouriteNamespaces: others };
  return { ...places, favouriteNamespaces: [...others, namespace].slice(-MAX_FAVOURITES) };
}

export function isFavouritePod(places: KnownPlaces, pod: KnownPod): boolean {
  return places.favouritePods.some((other) => isSamePod(other, pod));
}

/** Favourite pods in their order, then recent ones that are not favourites. */
export function knownPods(places: KnownPlaces): readonly KnownPod[] {
  return [...places.favouritePods, ...places.recentPods.filter((pod) => !isFavouritePod(places, pod))];
}

/** Favourite namespaces in their order, then recent ones that are not favourites. */
export function knownNamespaces({ favouriteNamespaces, recentNamespaces }: KnownPlaces): readonly string[] {
  return [...new Set([...favouriteNamespaces, ...recentNamespaces])];
}

function isSamePod(one: KnownPod, other: KnownPod): boolean {
  return one.namespace === other.namespace && one.pod === other.pod;
}
