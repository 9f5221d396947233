import type { Metrics } from '../metrics.ts';

/** The present samples of some metrics by name and labels, as Prometheus reads them. */
export async function scraped(metrics: Metrics, name: RegExp): Promise<Record<string, number>> {
  return samplesOf(await metrics.scrape(), name);
}

/** The samples of a text in the exposition format whose names match. */
function samplesOf(text: string, name: RegExp): Record<string, number> {
  const samples: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [, sample = '', value] = /^([a-z0-9_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (value !== undefined && name.test(sample)) samples[sample] = Number(value);
  }
  return samples;
}
