import { frameCatalog } from '#components/layout/catalog.ts';
import { siteCatalog } from '#components/layout/site-catalog.ts';
import { sessionsCatalog } from '#components/sessions/catalog.ts';
import { pageLanguage } from '../page-language.ts';

/**
 * The web app manifest (https://www.w3.org/TR/appmanifest/): an installed Podshell has a window of its own, where the
 * browser leaves keys such as Ctrl+W to the page. Its addresses are relative to its own, whatever path it is served
 * under.
 */
export async function GET(): Promise<Response> {
  const language = await pageLanguage();
  const { product } = frameCatalog[language];
  const { description } = siteCatalog[language];
  const manifest = {
    name: product,
    short_name: product,
    description,
    lang: language,
    start_url: './pods',
    scope: './',
    display: 'standalone',
    background_color: '#0b1115',
    theme_color: '#0b1115',
    icons: [
      { src: './icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: './apple-icon.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: './apple-icon.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: sessionsCatalog[language].title, url: './sessions' }],
  };
  return Response.json(manifest, { headers: { 'Content-Type': 'application/manifest+json' } });
}
