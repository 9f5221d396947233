import * as lucide from 'lucide-react';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { type IconShape, iconShapes, plainIcon } from './plain-icon.tsx';

/** The same drawing as one path. */
function onePath(svg: string): string {
  const shapes = [...svg.matchAll(/<(path|circle|rect) ([^>]*)>/g)].map(([, tag, text = '']) => {
    const value = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(text)?.[1] ?? '';
    const number = (name: string) => Number(value(name));
    const [r, x, y, rx] = [number('r'), number('x'), number('y'), number('rx')];
    const [w, h] = [number('width') - 2 * rx, number('height') - 2 * rx];
    if (tag === 'circle')
      return `M${number('cx') - r} ${value('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    if (tag === 'rect') {
      const corner = (dx: number, dy: number) => `a${rx} ${rx} 0 0 1 ${dx} ${dy}`;
      return `M${x + rx} ${y}h${w}${corner(rx, rx)}v${h}${corner(-rx, rx)}h${-w}${corner(-rx, -rx)}v${-h}${corner(rx, -rx)}z`;
    }
    // Pairs after a relative start are lines from there.
    return value('d')
      .replace(/^m([\d.]+) ([\d.]+)[ ]?(?=[-\d])/, 'M$1 $2l')
      .replace(/^m/, 'M');
  });
  return shapes.join(' ');
}

const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

test.each(Object.keys(iconShapes) as IconShape[])('%s is drawn as Lucide draws it', (name) => {
  const Icon = (lucide as unknown as Record<string, ComponentType>)[pascal(name)];
  if (Icon === undefined) throw new Error(`Lucide has no ${name}.`);
  expect(iconShapes[name]).toBe(onePath(renderToStaticMarkup(<Icon />)));
});

test('an icon is hidden from screen readers and has the size of its class', () => {
  const svg = renderToStaticMarkup(plainIcon('hourglass', 'size-4', 2.25));
  expect(svg).toContain('aria-hidden="true"');
  expect(svg).toContain('stroke-width="2.25"');
  expect(svg).toContain('class="shrink-0 size-4"');
});
