/** Every sentence about favourite and recent places. */
export const messages = {
  addFavorite: 'Add to favorites',
  removeFavorite: 'Remove from favorites',
  addNamespace: (name: string) => `Add ${name} to favorites`,
  removeNamespace: (name: string) => `Remove ${name} from favorites`,
  favorite: 'favorite',
  recent: 'recent',
  shellIn: (pod: string, where: string, why: string) => `Shell in ${pod}, ${where}, ${why}`,
  gone: 'deleted',
  forget: (pod: string, where: string) => `Remove deleted pod ${pod}, ${where}`,
  none: 'No favorites or recent pods yet. A pod appears here after you open a shell in it.',
} as const;
