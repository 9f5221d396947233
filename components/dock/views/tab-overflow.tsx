'use client';

import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/layers/menu.tsx';
import { dockCatalog } from '../catalog.ts';
import { type ShownTab, tabHint } from './pane-name.ts';
import { StateIcon } from './state-icon.tsx';

/** Where a scrolled list has more. */
interface Hidden {
  readonly before: boolean;
  readonly after: boolean;
}

/** Where more tabs are than are seen. @param count number of tabs */
function useHidden(list: RefObject<HTMLElement | null>, count: number): Hidden {
  const [hidden, setHidden] = useState<Hidden>({ before: false, after: false });
  useEffect(() => {
    const element = list.current;
    if (element === null || count === 0) return;
    const measure = () => {
      const { scrollLeft, clientWidth, scrollWidth } = element;
      const before = scrollLeft > 1;
      const after = scrollLeft + clientWidth < scrollWidth - 1;
      setHidden((known) => (known.before === before && known.after === after ? known : { before, after }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const tab of element.children) observer.observe(tab);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [list, count]);
  return hidden;
}

/** Arrows that scroll the tab list, and a menu of all tabs; nothing while all tabs are seen. */
export function TabOverflow({
  list,
  tabs,
  activeTabId,
  onShow,
}: {
  list: RefObject<HTMLElement | null>;
  tabs: readonly ShownTab[];
  activeTabId: string | null;
  onShow: (tabId: string) => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.overflow;
  const { before, after } = useHidden(list, tabs.length);
  if (!before && !after) return null;
  const scroll = (direction: 1 | -1) =>
    list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.75 });
  return (
    <span className="flex shrink-0 items-center">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words.left}
        aria-disabled={!before}
        onClick={() => scroll(-1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words.right}
        aria-disabled={!after}
        onClick={() => scroll(1)}
      >
        <ChevronRight aria-hidden />
      </Button>
      <Menu
        label={messages.tabs}
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={words.list(tabs.length)}>
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuChoice
          value={activeTabId ?? undefined}
          choices={tabs.map((tab) => ({
            value: tab.id,
            label: tab.name,
            hint: tabHint(messages, tab),
            icon: <StateIcon kind={tab.kind} state={tab.status.state} />,
          }))}
          onChoose={onShow}
        />
      </Menu>
    </span>
  );
}
