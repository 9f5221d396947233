import type { Metadata } from 'next';
import { isEmbedded, type PageSearch, type PodRoute } from '#components/addresses/pages.ts';
import { inNamedContext, whereText } from '#components/addresses/shell-place.ts';
import { LazyLayout } from '#components/layout/lazy-layout.tsx';
import { ShellPageSwitches } from '#components/layout/shell-page-switches.tsx';
import { FrameSignInWatch } from '#components/sign-in/frame-sign-in-watch.tsx';
import { EmbeddedShell } from '#components/terminal/embed/embedded-shell.tsx';
import { LazyInvalidAddress } from '#components/terminal/views/lazy-invalid-address.tsx';
import { ShellPage } from '#components/terminal/views/shell-page.tsx';
import { terminalCatalog } from '#components/terminal/words/catalog.ts';
import { getRuntime } from '#server/runtime.ts';
import { currentContext } from '../../../current-context.ts';
import { pageLanguage } from '../../../page-language.ts';
import { readShellAddress } from './shell-address.ts';

export const dynamic = 'force-dynamic';

interface Props {
  readonly params: Promise<PodRoute>;
  readonly searchParams: Promise<PageSearch>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const address = readShellAddress(await params, await searchParams);
  const messages = terminalCatalog[await pageLanguage()];
  const title =
    address.kind === 'place'
      ? messages.title(
          address.place.pod,
          address.place.container ?? '',
          whereText(address.place.namespace, address.place.context ?? (await currentContext())),
          '',
        )
      : messages.invalidTitle;
  return { title: { absolute: title } };
}

/** One terminal that fills the window. A command is never taken from the URL. */
export default async function Page({ params, searchParams }: Props) {
  const search = await searchParams;
  const address = readShellAddress(await params, search);
  const embedded = isEmbedded(search.embed);
  if (address.kind === 'invalid') {
    const reason = <LazyInvalidAddress what={address.what} name={address.name} isEmbedded={embedded} />;
    return embedded ? reason : <LazyLayout>{reason}</LazyLayout>;
  }
  const { place } = address;
  const { sockjsPrefix, heartbeatSeconds, resumeSeconds, reopenSeconds, frameAncestors } =
    getRuntime().settings;
  const settings = { sockjsPrefix, heartbeatSeconds, resumeSeconds, reopenSeconds };
  if (embedded) {
    return (
      <>
        <FrameSignInWatch />
        <EmbeddedShell place={place} settings={settings} allowedHosts={frameAncestors} />
      </>
    );
  }
  const contextName = place.context ?? (await currentContext());
  return (
    <ShellPage
      place={inNamedContext(place, contextName)}
      contextName={contextName}
      settings={settings}
      switches={<ShellPageSwitches />}
    />
  );
}
