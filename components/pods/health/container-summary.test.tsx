// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { podsCatalog } from '../catalog.ts';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { containerSummary } from './container-summary.tsx';

test('names the containers of the pod, and of those that run once or on demand only what runs', () => {
  const containers = (['regular', 'sidecar', 'init', 'ephemeral'] as const).flatMap((kind) =>
    (['running', 'terminated'] as const).map((state) =>
      sampleContainer({ name: `${kind} ${state}`, kind, state }),
    ),
  );
  renderPage(containerSummary(samplePod({ containers }), podsCatalog.en));
  expect(screen.getByTitle(/^regular/).textContent).toBe(
    'regular running, regular terminated, sidecar running, sidecar terminated, init running, ephemeral running',
  );
});
