// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { ConnectionState } from '../connection/connection-state.ts';
import { LatencyMeter } from '../connection/latency-meter.ts';
import { READY } from '../testing/ready-state.ts';
import { ConnectionInfoLayer } from './connection-info-layer.tsx';

const SHELL_ID = '8e0c2f57-1c46-45b1-ade2-31304331fb82';

function open(state: ConnectionState) {
  const layer = {
    trigger: { current: document.createElement('button') },
    open: true,
    onOpenChange: () => {},
  };
  renderPage(<ConnectionInfoLayer layer={layer} meter={new LatencyMeter({ now: () => 0 })} state={state} />);
}

test('the details of a connection name the shell for auditors', () => {
  open({ ...READY, shellId: SHELL_ID });
  expect(screen.getByText('Audit ID')).toBeDefined();
  expect(screen.getByText(SHELL_ID)).toBeDefined();
});

test.each<ConnectionState>([READY, { kind: 'connecting', container: '' }])(
  'without a name there is no such line: %j',
  (state) => {
    open(state);
    expect(screen.getByText('Transport')).toBeDefined();
    expect(screen.queryByText('Audit ID')).toBeNull();
  },
);
