/** The Table representation that kubectl prints: columns and rows made by the server. */

import type { KubernetesObject } from '../ports.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly format: string;
  readonly description: string;
  /** 0: always shown; 1: only with `-o wide`. */
  readonly priority: 0 | 1;
}

export interface RowCondition {
  readonly type: 'Completed';
  readonly status: 'True';
  readonly reason: string;
  readonly message: string;
}

/** How one kind is printed. */
export interface TablePrinter {
  readonly columns: readonly Column[];
  /** One cell for each column. `now`: milliseconds since the epoch. */
  cells(object: KubernetesObject, now: number): readonly (string | number)[];
  conditions?(object: KubernetesObject): readonly RowCondition[];
}

/** How much of the object each row carries. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableInput {
  readonly printer: TablePrinter;
  readonly objects: readonly KubernetesObject[];
  readonly include: IncludeObject;
  readonly now: number;
  /** Metadata of the list or object. */
  readonly metadata: Record<string, unknown>;
  /** False after the first event of a watch, when the client already has the columns. */
  readonly withColumns: boolean;
}

export function column(
  name: string,
  description: string,
  extra: { type?: Column['type']; format?: string; wide?: boolean } = {},
): Column {
  return {
    name,
    type: extra.type ?? 'string',
    format: extra.format ?? '',
    description,
    priority: extra.wide === true ? 1 : 0,
  };
}

export const nameColumn = (): Column =>
  column('Name', 'Name must be unique within a namespace.', { format: 'name' });

export const ageColumn = (): Column => column('Age', 'Time since the object was created.');

/** A `meta.k8s.io/v1` Table. */
export function toTable(input: TableInput): Record<string, unknown> {
  const { printer, objects, include, now } = input;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: input.metadata,
    columnDefinitions: input.withColumns ? printer.columns : null,
    rows: objects.map((object) => {
      const conditions = printer.conditions?.(object) ?? [];
      return {
        cells: printer.cells(object, now),
        ...(conditions.length === 0 ? {} : { conditions }),
        object: rowObject(object, include),
      };
    }),
  };
}

/** The object as PartialObjectMetadata. */
export function partialMetadata(object: KubernetesObject): Record<string, unknown> {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function rowObject(object: KubernetesObject, include: IncludeObject): unknown {
  switch (include) {
    case 'None':
      return null;
    case 'Metadata':
      return partialMetadata(object);
    case 'Object':
      return object;
  }
}
