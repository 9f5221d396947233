import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LazyLayout } from './lazy-layout.tsx';

test('content waits for its layout: whoever reads it without would read it again with it', () => {
  // Renders what a page shows until the layout is there.
  expect(renderToString(<LazyLayout>the content</LazyLayout>)).toMatch(/<main[^>]*><\/main>/);
});
