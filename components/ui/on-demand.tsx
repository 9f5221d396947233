import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { loadPatiently } from './load-patiently.ts';

/** A component whose code loads on demand. Until it is there, nothing is shown; not for what the server renders. */
export interface OnDemand<Props> {
  (props: Props): ReactNode;
  /** Loads the code ahead, and rejects if that is not possible now. May be called often. */
  readonly load: () => Promise<unknown>;
}

/**
 * Shows a component as soon as its code is there, and at once if it was loaded ahead. With `lazy` and `Suspense`, React
 * shows it no sooner than 0.3 s after it began to wait, so that pages do not flicker: for a menu that is late.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  const code: Code<Props> = {
    loaded: undefined,
    async load() {
      code.loaded ??= await load();
      return code.loaded;
    },
  };
  return Object.assign((props: Props) => <Loaded code={code} props={props} />, { load: code.load });
}

interface Code<Props> {
  /** Undefined before the code is there. */
  loaded: ComponentType<Props> | undefined;
  readonly load: () => Promise<ComponentType<Props>>;
}

function Loaded<Props extends object>({ code, props }: { code: Code<Props>; props: Props }) {
  const [Shown, setShown] = useState(() => code.loaded);
  useEffect(() => {
    if (Shown !== undefined) return;
    let isWanted = true;
    void loadPatiently(code.load).then((found) => isWanted && setShown(() => found));
    return () => {
      isWanted = false;
    };
  }, [code, Shown]);
  return Shown === undefined ? null : <Shown {...props} />;
}
