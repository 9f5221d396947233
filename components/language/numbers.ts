/**
 * Numbers as both languages write them, without `Intl`: on the server its first use reads what ICU knows of every language, 8 MB
 * that stay.
 */

/**
 * In groups of three digits, rounded to three digits after the point.
 * @param value below 1e18
 * @returns for instance `1,234.5`
 */
export function formatNumber(value: number): string {
  const [whole = '', fraction] = String(Math.round(value * 1_000) / 1_000).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
