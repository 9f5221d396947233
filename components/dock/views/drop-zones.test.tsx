// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { DropTarget } from '../commands/move-commands.ts';
import type { Placement } from '../state/dock-layout.ts';
import { DropZones } from './drop-zones.tsx';
import { PaneHeader } from './pane-header.tsx';

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const place = { context: '', namespace: 'team-a', pod: 'web', container: '' };
const PANES: Placement['panes'] = ['a', 'b'].map((id) => ({
  pane: { kind: 'terminal', id, place },
  area: WHOLE,
}));

/** What a drag over a zone of 100 by 100 does, at a point. */
function drag(type: string, zone: Element, clientX: number, clientY: number): Event {
  vi.spyOn(zone, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 100));
  const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), { clientX, clientY });
  act(() => void zone.dispatchEvent(event));
  return event;
}

test('a zone shows the side that the pointer is nearest to, and takes a drop there', () => {
  const dropped: DropTarget[] = [];
  const { container, rerender } = renderPage(<p />);
  const show = (accepts: (target: DropTarget) => boolean) =>
    rerender(<DropZones panes={PANES} accepts={accepts} onDrop={(target) => dropped.push(target)} />);
  show(() => true);
  const [first, second] = container.querySelectorAll('[data-drop-zone]');
  if (first === undefined || second === undefined) throw new Error('No zones');
  const side = (zone: Element) => zone.querySelector('[data-drop-side]')?.getAttribute('data-drop-side');

  expect(drag('dragover', first, 10, 50).defaultPrevented).toBe(true);
  expect([side(first), side(second)]).toEqual(['left', undefined]);
  drag('dragover', first, 50, 90);
  expect(side(first)).toBe('below');
  drag('dragleave', first, 0, 0);
  expect(side(first)).toBeUndefined();
  expect(drag('drop', second, 90, 50).defaultPrevented).toBe(true);
  expect(dropped).toEqual([{ kind: 'pane', paneId: 'b', side: 'right' }]);

  show(() => false);
  expect(drag('dragover', second, 10, 50).defaultPrevented).toBe(false);
  expect(side(second)).toBeUndefined();
});

test('a header says when it is dragged', () => {
  const onDrag = vi.fn();
  renderPage(
    <PaneHeader
      kind="terminal"
      name="web"
      where="team-a"
      place="web, namespace team-a"
      context=""
      state="ready"
      isActive
      receiverCount={0}
      badge={null}
      onClose={() => {}}
      onDrag={onDrag}
    />,
  );
  const header = screen.getByText('web').closest('[draggable=true]') as HTMLElement;
  const dataTransfer = new DataTransfer();
  header.dispatchEvent(Object.assign(new Event('dragstart'), { dataTransfer }));
  expect(dataTransfer.effectAllowed).toBe('move');
  // WebKit ends a drag without data; fields take text.
  expect(dataTransfer.types).toEqual([expect.stringMatching(/^application\/x-podshell/)]);
  header.dispatchEvent(new Event('dragend'));
  expect(onDrag.mock.calls).toEqual([[true], [false]]);
});
