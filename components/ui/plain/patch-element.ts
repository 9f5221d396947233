/**
 * Shows one tree of plain elements in the place of another, as React would, at a fraction of its cost: no fibers, no
 * hooks, no handlers. For rows of a long list, most of which change at each key in its filter.
 */

import { Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';

type Props = Readonly<Record<string, unknown>>;
type PlainElement = ReactElement<Props, string>;
type Shown = PlainElement | string;
/** Null where a condition has left out a child. */
type Child = Shown | null;

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes whose names in HTML and in React differ. */
const NAMES: Readonly<Record<string, string>> = {
  className: 'class',
  dateTime: 'datetime',
  strokeLinecap: 'stroke-linecap',
  strokeLinejoin: 'stroke-linejoin',
  strokeWidth: 'stroke-width',
  tabIndex: 'tabindex',
};

/**
 * Changes what differs. Elements keep their place by their order, not by keys.
 * @param node shows `before`, rendered by React or by this function; React must not render it again
 * @param after of the same tag
 * @throws TypeError for components, handlers and other values that are no attributes
 */
export function patchElement(node: Element, before: ReactElement, after: ReactElement): void {
  if (before === after) return;
  const from = plain(before);
  const to = plain(after);
  patchAttributes(node, from.props, to.props);
  patchChildren(node, from.props.children, to.props.children);
}

function patchAttributes(node: Element, before: Props, after: Props): void {
  for (const name in after) {
    if (before[name] !== after[name] && name !== 'children') setAttribute(node, name, after[name]);
  }
  for (const name in before) {
    if (!(name in after) && name !== 'children') setAttribute(node, name, undefined);
  }
}

function patchChildren(parent: Element, before: unknown, after: unknown): void {
  if (before === after) return;
  const { firstChild } = parent;
  if (isText(before) && isText(after) && firstChild instanceof Text && firstChild === parent.lastChild) {
    firstChild.data = after;
    return;
  }
  const old = childrenOf(before);
  const wanted = childrenOf(after);
  let node = shown(firstChild);
  for (let index = 0; index < Math.max(old.length, wanted.length); index += 1) {
    const from = old[index] ?? null;
    const to = wanted[index] ?? null;
    if (from === null) {
      if (to !== null) parent.insertBefore(create(to, parent), node);
      continue;
    }
    if (node === null || !isOf(node, from)) {
      makeAnew(parent, wanted);
      return;
    }
    const next = shown(node.nextSibling);
    if (to === null) node.remove();
    else patchChild(node, from, to, parent);
    node = next;
  }
  if (node !== null) makeAnew(parent, wanted);
}

/** For an element that others have changed, such as a translator: nobody knows which node shows what. */
function makeAnew(parent: Element, wanted: readonly Child[]): void {
  parent.replaceChildren(...wanted.filter(isThere).map((child) => create(child, parent)));
}

function patchChild(node: ChildNode, from: Shown, to: Shown, parent: Element): void {
  if (from === to) return;
  if (typeof to === 'string' && node instanceof Text) node.data = to;
  else if (isElement(from) && isElement(to) && from.type === to.type && node instanceof Element)
    patchElement(node, from, to);
  else node.replaceWith(create(to, parent));
}

/** This node, or the next one that is none of the comments that the server puts between texts. */
function shown(node: ChildNode | null): ChildNode | null {
  while (node?.nodeType === Node.COMMENT_NODE) node = node.nextSibling;
  return node;
}

function isOf(node: ChildNode, child: Shown): boolean {
  return isElement(child) ? node instanceof Element && node.localName === child.type : node instanceof Text;
}

function isThere(child: Child): child is Shown {
  return child !== null;
}

function isElement(child: Shown): child is PlainElement {
  return typeof child !== 'string';
}

function isText(children: unknown): children is string {
  return typeof children === 'string' && children !== '';
}

function create(child: Shown, parent: Element): Element | Text {
  if (!isElement(child)) return document.createTextNode(child);
  const { type, props } = child;
  const isSvg = type === 'svg' || parent.namespaceURI === SVG;
  const node = isSvg ? document.createElementNS(SVG, type) : document.createElement(type);
  patchAttributes(node, NO_PROPS, props);
  node.append(
    ...childrenOf(props.children)
      .filter(isThere)
      .map((one) => create(one, node)),
  );
  return node;
}

const NO_PROPS: Props = {};

function setAttribute(node: Element, name: string, value: unknown): void {
  const attribute = NAMES[name] ?? name;
  switch (typeof value) {
    case 'string':
    case 'number':
      node.setAttribute(attribute, String(value));
      return;
    case 'boolean':
      if (name.startsWith('aria-') || name.startsWith('data-')) node.setAttribute(attribute, String(value));
      else node.toggleAttribute(attribute, value);
      return;
    case 'undefined':
      node.removeAttribute(attribute);
      return;
    default:
      throw new TypeError(`${name} is no attribute of a plain element.`);
  }
}

function childrenOf(children: unknown): readonly Child[] {
  if (!Array.isArray(children)) {
    const child = childOf(children as ReactNode);
    return Array.isArray(child) ? child : [child as Child];
  }
  const all = children.map(childOf);
  return all.some(Array.isArray) ? all.flat() : (all as Child[]);
}

/** @returns the children of a fragment or a list */
function childOf(child: ReactNode): Child | readonly Child[] {
  if (child === null || child === undefined || typeof child === 'boolean' || child === '') return null;
  if (typeof child === 'string') return child;
  if (typeof child === 'number') return String(child);
  if (Array.isArray(child)) return childrenOf(child);
  if (isValidElement<Props>(child) && child.type === Fragment) return childrenOf(child.props.children);
  return plain(child);
}

function plain(child: ReactNode): PlainElement {
  if (!isValidElement(child) || typeof child.type !== 'string')
    throw new TypeError('Only plain elements can be patched.');
  return child as PlainElement;
}
