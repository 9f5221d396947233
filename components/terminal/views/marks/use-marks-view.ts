import { type RefObject, useEffect, useState } from 'react';
import type { CommandMarks, MarksView } from '../../screen/marks/command-marks.ts';

/** Where the screen's rows are in the layer. CSS pixels. */
interface RowPlace {
  readonly top: number;
  readonly rowHeight: number;
}

type ShownMarks = MarksView & { readonly place: RowPlace };

const NOTHING: ShownMarks = { rows: [], sticky: undefined, place: { top: 0, rowHeight: 0 } };

/** The sticky command lies over the screen, and is so high. CSS pixels. */
const STICKY_HEIGHT = 25;

/** It is not worth hiding more: a shell that is watched may be shown in a very small font. */
const MOST_HIDDEN_ROWS = 2;

/** The commands that are in sight. Renders again only when that changes. */
export function useMarksView(marks: CommandMarks | null, layer: RefObject<HTMLElement | null>): ShownMarks {
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    if (marks === null) return;
    const read = () => {
      const view = marks.view();
      const place = placeOf(layer.current, marks.screenRows);
      const sticky = place.rowHeight * MOST_HIDDEN_ROWS < STICKY_HEIGHT ? undefined : view.sticky;
      const next = { ...view, sticky, place };
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
