import type { Settings } from './settings.ts';

/** Whether browsers reach Podshell by https: as the public address says, or because Podshell speaks nothing else. */
export function browsersUseHttps({ publicUrl, tlsCert }: Pick<Settings, 'publicUrl' | 'tlsCert'>): boolean {
  return publicUrl === '' ? tlsCert !== '' : publicUrl.startsWith('https:');
}
