/** What a PromQL expression asks for: enough of its grammar to find the names of metrics and their label matchers. */

export interface Selector {
  readonly metric: string;
  /** Matchers of labels with the words that they name: `a|b` names two. Variables of Grafana name none. */
  readonly labels: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const WORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);
const SELECTOR = /([a-zA-Z_:][\w:]*)\s*(\{[^}]*\})?/g;
const MATCHER = /(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"/g;

export function selectorsOf(expression: string): readonly Selector[] {
  const bare = expression
    // Lists of labels, and ranges.
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ');
  const found: Selector[] = [];
  for (const match of bare.matchAll(SELECTOR)) {
    const [whole, metric = '', matchers = ''] = match;
    const next = bare.slice(match.index + whole.length).trimStart();
    const isFunction = matchers === '' && next.startsWith('(');
    const before = bare[match.index - 1] ?? '';
    if (isFunction || WORDS.has(metric) || /[\w$.]/.test(before)) continue;
    found.push({
      metric,
      labels: Array.from(matchers.matchAll(MATCHER), ([, name = '', text = '']) => labelOf(name, text)),
    });
  }
  return found;
}

/** Every label that an expression groups by. */
export function groupsOf(expression: string): readonly string[] {
  const lists = expression.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g);
  return Array.from(lists, ([, list = '']) => list.split(',').map((label) => label.trim())).flat();
}

function labelOf(name: string, text: string): Selector['labels'][number] {
  return { name, values: text.split('|').filter((value) => value !== '' && !value.startsWith('$')) };
}
