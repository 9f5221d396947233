import { expect, test, vi } from 'vitest';
import { GET } from './route.ts';

vi.mock('../page-language.ts', () => ({ pageLanguage: async () => 'en' }));

test('the manifest works under any path: its addresses are relative to its own', async () => {
  const response = await GET();
  expect(response.headers.get('Content-Type')).toBe('application/manifest+json');
  const manifest = (await response.json()) as {
    start_url: string;
    scope: string;
    display: string;
    icons: { src: string }[];
    shortcuts: { url: string }[];
  };
  const addresses = [
    manifest.start_url,
    manifest.scope,
    ...manifest.icons.map(({ src }) => src),
    ...manifest.shortcuts.map(({ url }) => url),
  ];
  const base = 'https://portal.example.com/tools/podshell/';
  for (const address of addresses) {
    expect(address).toMatch(/^\.\//);
    expect(new URL(address, `${base}app.webmanifest`).href).toContain(base);
  }
  expect(manifest.display).toBe('standalone');
});
