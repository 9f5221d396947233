import { type RefObject, useEffect, useState } from 'react';
import type { CommandMarks, MarksView } from '../../screen/marks/command-marks.ts';

/** Where the screen's rows are in the layer. CSS pixels. */
interface RowPlace {
  readonly top: number;
  readonly rowHeight: number;
}

type ShownMarks = MarksView & { readonly place: RowPlace };

const NOTHING: ShownMarks = { rows: [], sticky: undefined, place: { top: 0, rowHeight: 0 } };

/** The commands that are in sight. Renders again only when that changes. */
export function useMarksView(marks: CommandMarks | null, layer: RefObject<HTMLElement | null>): ShownMarks {
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    if (marks === null) return;
    const read = () => {
      const next = { ...marks.view(), place: placeOf(layer.current, marks.screenRows) };
      setShown((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    read();
    return marks.subscribe(read);
  }, [marks, layer]);
  return shown;
}

function placeOf(layer: HTMLElement | null, rows: number): RowPlace {
  const screen = layer?.parentElement?.querySelector('.xterm-screen');
  if (layer === null || screen === null || screen === undefined) return NOTHING.place;
  const { top, height } = screen.getBoundingClientRect();
  return { top: top - layer.getBoundingClientRect().top, rowHeight: height / rows };
}
