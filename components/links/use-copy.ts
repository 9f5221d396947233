'use client';

import { useEffect, useState } from 'react';

export type CopyResult = 'copied' | 'refused';

/** How long the result is shown. Milliseconds. */
const SHOWN_MS = 4000;

/**
 * Copies a text to the clipboard.
 * @param text a function makes a long one only when it is wanted
 * @returns the result for some seconds after a copy, else undefined; and the function that copies
 */
export function useCopy(text: string | (() => string)): readonly [CopyResult | undefined, () => void] {
  const [result, setResult] = useState<CopyResult>();
  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setResult('copied');
    } catch {
      // Without HTTPS, or without the user's consent, a page may not write to the clipboard.
      setResult('refused');
    }
  };
  return [result, () => void copy()];
}
