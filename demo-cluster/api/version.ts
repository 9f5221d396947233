import type { Release } from '../release.ts';

interface Version {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
  readonly [field: string]: string;
}

const BUILD = {
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

/** `GET /version`: the release whose behaviour the demo cluster follows. */
export const VERSIONS: Readonly<Record<Release, Version>> = {
  '1.24': {
    major: '1',
    minor: '24',
    gitVersion: 'v1.24.17+podshell-demo',
    buildDate: '2023-08-23T00:00:00Z',
    goVersion: 'go1.20.7',
    ...BUILD,
  },
  '1.36': {
    major: '1',
    minor: '36',
    emulationMajor: '1',
    emulationMinor: '36',
    minCompatibilityMajor: '1',
    minCompatibilityMinor: '35',
    gitVersion: 'v1.36.2+podshell-demo',
    buildDate: '2026-06-16T00:00:00Z',
    goVersion: 'go1.26.0',
    ...BUILD,
  },
};
