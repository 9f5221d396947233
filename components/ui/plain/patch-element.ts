/**
 * Shows one tree of plain elements in the place of another, as React would, at a fraction of its cost: no fibers, no
 * hooks, no handlers. For rows of a long list, most of which change at each key in its filter.
 */

import { Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';

type Props = Readonly<Record<string, unknown>>;
type PlainElement = ReactElement<Props, string>;
/** Null where a condition has left out a child. */
type Child = PlainElement | string | null;

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
 * @returns the node that shows `after`: another one if the tags differ
 * @throws TypeError for components, handlers and other values that are no attributes
 */
export function patchElement(node: Element, before: ReactElement, after: ReactElement): Element {
  if (before === after) return node;
  const from = plain(before);
  const to = plain(after);
  if (from.type !== to.type) {
    const next = createElement(to, node.parentElement);
    node.replaceWith(next);
    return next;
  }
  patchAttributes(node, from.props, to.props);
  patchChildren(node, from.props.children, to.props.children);
  return node;
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
  if (isText(before) && isText(after)) {
    const { firstChild } = parent;
    if (firstChild instanceof Text && firstChild === parent.lastChild) firstChild.data = after;
    else parent.textContent = after;
    return;
  }
  const old = childrenOf(before);
  const wanted = childrenOf(after);
  let at = shown(parent.firstChild);
  for (let index = 0; index < Math.max(old.length, wanted.length); index += 1) {
    const from = old[index] ?? null;
    const to = wanted[index] ?? null;
    // Where the page was changed by others, there may be fewer nodes.
    if (from === null || at === null) {
      if (to !== null) parent.insertBefore(create(to, parent), at);
      continue;
    }
    const next = shown(at.nextSibling);
    if (to === null) at.remove();
    else patchChild(at, from, to, parent);
    at = next;
  }
}

/** A node that does not show `from`, because others have changed the page, is replaced. */
function patchChild(
  node: ChildNode,
  from: Exclude<Child, null>,
  to: Exclude<Child, null>,
  parent: Element,
): void {
  if (typeof from === 'string' || typeof to === 'string') {
    if (node instanceof Text && typeof to === 'string') {
      if (node.data !== to) node.data = to;
    } else node.replaceWith(create(to, parent));
  } else if (node instanceof Element && node.localName === from.type) patchElement(node, from, to);
  else node.replaceWith(create(to, parent));
}

function isText(children: unknown): children is string {
  return typeof children === 'string' && children !== '';
}

/** This node, or the next one that shows something: the server puts comments between texts. */
function shown(node: ChildNode | null): ChildNode | null {
  let one = node;
  while (one !== null && (one.nodeType === Node.COMMENT_NODE || one.nodeValue === '')) one = one.nextSibling;
  return one;
}

function create(child: PlainElement | string, parent: Element | null): Element | Text {
  return typeof child === 'string' ? document.createTextNode(child) : createElement(child, parent);
}

function createElement({ type, props }: PlainElement, parent: Element | null): Element {
  const isSvg = type === 'svg' || parent?.namespaceURI === SVG;
  const node = isSvg ? document.createElementNS(SVG, type) : document.createElement(type);
  for (const name in props) if (name !== 'children') setAttribute(node, name, props[name]);
  for (const one of childrenOf(props.children)) if (one !== null) node.append(create(one, node));
  return node;
}

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
