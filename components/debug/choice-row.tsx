import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';

/** One choice of a form, with its label and a hint. */
export function ChoiceRow<Value extends string>({
  label,
  hint,
  ...choice
}: {
  label: string;
  hint?: string;
  value: Value;
  choices: readonly { readonly value: Value; readonly label: string }[];
  onChoose: (value: Value) => void;
}) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-3 text-sm">
      <span aria-hidden>{label}</span>
      <ChoiceSelect label={label} size="sm" {...choice} />
      {hint !== undefined && <p className="col-start-2 text-ink-muted text-xs">{hint}</p>}
    </div>
  );
}
