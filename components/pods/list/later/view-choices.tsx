import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { podsCatalog } from '../../catalog.ts';
import {
  type ColumnChoice,
  isShown,
  optionalColumns,
  type ShownColumns,
  toggleColumn,
} from '../columns/column-choice.ts';
import type { OptionalColumn } from '../columns/pod-columns.tsx';
import type { Density } from '../use-density.ts';
import { laterCatalog } from './catalog.ts';

export interface ViewChoicesProps {
  readonly choice: ColumnChoice;
  readonly shown: ShownColumns;
  readonly onChoose: (choice: ColumnChoice) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
}

/** The table's density and columns. */
export function ViewChoices({ choice, shown, onChoose, density, onDensity }: ViewChoicesProps) {
  const { columnsTitle } = useMessages(laterCatalog);
  const messages = useMessages(laterCatalog);
  return (
    <>
      <DensityChoice density={density} onDensity={onDensity} />
      <fieldset className="grid">
        <legend className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted">{columnsTitle}</legend>
        {optionalColumns.map((column) => (
          <ColumnBox
            key={column}
            column={column}
            on={isShown(shown, column)}
            onToggle={() => onChoose(toggleColumn(shown, column))}
          />
        ))}
        <Button
          variant="ghost"
          aria-disabled={choice === undefined}
          onClick={() => onChoose(undefined)}
          className="m-1"
        >
          {messages.columnsUsual}
        </Button>
      </fieldset>
    </>
  );
}

function DensityChoice({ density, onDensity }: { density: Density; onDensity: (density: Density) => void }) {
  const messages = useMessages(laterCatalog);
  return (
    <fieldset className="grid border-line border-b pb-1">
      <legend className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted">{messages.density}</legend>
      {(['comfortable', 'compact'] as const).map((value) => (
        <label
          key={value}
          className="flex min-h-8 pointer-coarse:min-h-11 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover"
        >
          <input
            type="radio"
            name="density"
            checked={density === value}
            onChange={() => onDensity(value)}
            className="size-4 accent-accent"
          />
          {messages.densities[value]}
        </label>
      ))}
    </fieldset>
  );
}

function ColumnBox({ column, on, onToggle }: { column: OptionalColumn; on: boolean; onToggle: () => void }) {
  const messages = useMessages(podsCatalog);
  return (
    <label className="flex min-h-8 pointer-coarse:min-h-11 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover">
      <input type="checkbox" checked={on} onChange={onToggle} className="size-4 accent-accent" />
      {messages.columns[column]}
    </label>
  );
}
