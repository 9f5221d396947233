// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import fc from 'fast-check';
import { createElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { patchElement } from './patch-element.ts';
import { plainIcon } from './plain-icon.tsx';

const text = fc.constantFrom('', 'a', 'b', '1/1', ' ');
const props = fc.record(
  {
    title: fc.option(text, { nil: undefined }),
    className: text,
    tabIndex: fc.constantFrom(0, -1),
    hidden: fc.boolean(),
    'aria-expanded': fc.boolean(),
    'data-state': text,
  },
  { requiredKeys: [] },
);
const icon = fc.constantFrom(plainIcon('circle-x'), plainIcon('hourglass', 'size-4', 2.25));

const { element } = fc.letrec<{ element: ReactElement; child: ReactNode }>((tie) => ({
  child: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.nat(9),
    fc.constantFrom(null, false, undefined),
    icon,
    tie('element'),
    // A fragment keeps its children's places.
    fc.tuple(tie('element'), text).map((all) => createElement(Fragment, null, ...all)),
  ),
  element: fc
    .tuple(fc.constantFrom('span', 'i', 'q'), props, fc.array(tie('child'), { maxLength: 4 }))
    .map(([tag, attributes, children]) => createElement(tag, attributes, ...children)),
}));
/** Its own tag stays, because React knows the node. */
const root = element.map((one) => createElement('p', one.props as object));

/** As it looks, whatever the order of attributes and the borders between texts. */
function look(node: Node): unknown {
  if (!(node instanceof Element)) return node.nodeType === Node.COMMENT_NODE ? '' : node.textContent;
  const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort();
  const children: unknown[] = [];
  for (const child of [...node.childNodes].map(look)) {
    if (typeof child === 'string' && typeof children.at(-1) === 'string')
      children.push(`${children.pop()}${child}`);
    else if (child !== '') children.push(child);
  }
  return [node.nodeName.toLowerCase(), node.namespaceURI, attributes, children];
}

/** A node that React has rendered, or the server with its comments between texts. */
function nodeOf(one: ReactElement, byServer: boolean): Element {
  const place = document.createElement('div');
  if (byServer) place.innerHTML = renderToString(one);
  else place.append(...render(one).container.childNodes);
  return place.firstElementChild ?? place;
}

test('after a patch everything is as if React had rendered it', () => {
  fc.assert(
    fc.property(
      root,
      fc.array(root, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (first, others, byServer) => {
        const node = nodeOf(first, byServer);
        let shown = first;
        for (const next of others) {
          patchElement(node, shown, next);
          expect(look(node)).toEqual(look(nodeOf(next, false)));
          shown = next;
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what stays keeps its node, and an element of another tag takes the place of the one before', () => {
  const rowOf = (name: string, button: boolean) => (
    <p>
      <b>{name}</b>
      {button ? <button type="button">go</button> : <a href="/go">go</a>}
    </p>
  );
  const node = nodeOf(rowOf('web', false), false);
  const name = node.querySelector('b')?.firstChild;
  patchElement(node, rowOf('web', false), rowOf('api', true));
  expect(node.querySelector('b')?.firstChild).toBe(name);
  expect(node.innerHTML).toBe('<b>api</b><button type="button">go</button>');
});

test('what others have changed, such as a translator, is put right where the row changes', () => {
  const rowOf = (name: string, age: string) => (
    <p>
      <b>{name}</b>
      <i>
        {age} {'ago'}
        <b />
      </i>
    </p>
  );
  const node = nodeOf(rowOf('web', '1h'), false);
  for (const one of node.querySelectorAll('b, i')) one.innerHTML = '<font>Netz</font>';
  patchElement(node, rowOf('web', '1h'), rowOf('api', '2h'));
  expect(node.textContent).toBe('api2h ago');
});

test('nodes that others have put between those of a row do not make it show two pods', () => {
  const rowOf = (name: string) => (
    <p>
      <a href={`/${name}`}>{name}</a>
      <a href={`/${name}/shell`}>Shell</a>
    </p>
  );
  for (const place of ['afterbegin', 'beforeend'] as const) {
    const node = nodeOf(rowOf('web'), false);
    node.insertAdjacentHTML(place, '<a href="/ad">ad</a>');
    patchElement(node, rowOf('web'), rowOf('api'));
    expect(node.isEqualNode(nodeOf(rowOf('api'), false)), node.outerHTML).toBe(true);
  }
});

test.each([
  ['a component', <Fragment key="1">{createElement(() => null)}</Fragment>],
  ['a handler', createElement('i', { key: 2, onClick: () => {} })],
  ['a style', <i key="3" style={{ top: 0 }} />],
])('%s is refused', (_what, child) => {
  const before = <p />;
  expect(() => patchElement(nodeOf(before, false), before, <p>{child}</p>)).toThrow(TypeError);
});
