/** Which fields of JSON lines a log shows as columns, kept in the browser. */

import { useState } from 'react';
import { ALL_CONTAINERS, type LogPlace, subjectName } from '#components/addresses/log-place.ts';
import { decodeMap, encodeMap, withEntry } from '#components/ui/kept-map.ts';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { columnsOf, type LogColumn } from '../lines/json-columns.ts';
import type { LogSnapshot } from '../lines/log-model.ts';

/** Logs whose columns are kept. */
const MOST = 100;

const kept = createKeptText('podshell.log-columns');

const NONE: readonly string[] = [];

/** The names of the columns, in order, and a function that sets them. */
export function useLogColumns(
  place: LogPlace,
): readonly [readonly string[], (names: readonly string[]) => void] {
  const text = useKeptText(kept);
  const name = nameOf(place);
  const all = decodeMap(text, readNames, MOST);
  return [
    all.get(name) ?? NONE,
    (names) => kept.write(encodeMap(withEntry(decodeMap(kept.read(), readNames, MOST), name, names, MOST))),
  ];
}

/** A container's, whichever pod it is in: pods of a Deployment have other names tomorrow. */
function nameOf({ namespace, of, container }: LogPlace): string {
  const isOne = of.kind === 'pod' && container !== undefined && container !== ALL_CONTAINERS;
  return `${namespace}/${isOne ? container : subjectName(of)}`;
}

/** The columns with their widths, which do not change while lines come. Undefined: lines are shown whole. */
export function useColumns(
  names: readonly string[],
  { lines }: Pick<LogSnapshot, 'lines'>,
): readonly LogColumn[] | undefined {
  const asked = JSON.stringify([names, lines.length > 0]);
  const [known, setKnown] = useState<{ asked: string; columns: readonly LogColumn[] | undefined }>();
  if (known?.asked === asked) return known.columns;
  const columns = names.length === 0 ? undefined : columnsOf(names, lines);
  setKnown({ asked, columns });
  return columns;
}

function readNames(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : undefined;
}
