/** The settings of what the server listens on besides its port: TLS, and metrics. */

import { hostAndPort } from './addresses.ts';
import { type SettingSpec, text } from './setting.ts';
import type { ServingSettings } from './settings.ts';

export const SERVING_SETTINGS: {
  readonly [Key in keyof ServingSettings]: SettingSpec<ServingSettings[Key]>;
} = {
  metricsAddress: {
    env: 'PODSHELL_METRICS_ADDRESS',
    ...text(
      (address) => hostAndPort(address) !== undefined,
      'host:port such as 127.0.0.1:9464 or [::]:9464, with an IP address or a host name',
    ),
    fallback: '',
    unit: 'host:port',
    meaning:
      'Where Prometheus reads metrics: a listener of its own, for `/metrics` and nothing else, without a sign-in ([metrics](metrics.md)). Empty: nothing is counted. Port 0 picks a free port.',
  },
};
