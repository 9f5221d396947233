/** The settings of what the server listens on besides its port: TLS, and metrics. */

import { hostAndPort } from './addresses.ts';
import { type SettingSpec, text, wholeNumber } from './setting.ts';
import type { ServingSettings } from './settings.ts';

export const SERVING_SETTINGS: {
  readonly [Key in keyof ServingSettings]: SettingSpec<ServingSettings[Key]>;
} = {
  tlsCert: {
    env: 'PODSHELL_TLS_CERT',
    ...text(() => true, 'the path of a PEM file'),
    fallback: '',
    unit: 'file',
    meaning:
      'Certificate of the server in PEM, followed by those of its issuers. With it Podshell speaks HTTPS, and plain HTTP on the same port is led there. The file and that of the key are read again when they change. Empty: plain HTTP, for a proxy that ends TLS, or for loopback.',
  },
  tlsKey: {
    env: 'PODSHELL_TLS_KEY',
    ...text(() => true, 'the path of a PEM file'),
    fallback: '',
    unit: 'file',
    meaning: 'Private key of the certificate in PEM, without a passphrase.',
  },
  hstsSeconds: {
    env: 'PODSHELL_HSTS_SECONDS',
    ...wholeNumber(0, 63_072_000),
    fallback: 0,
    unit: 'seconds',
    meaning:
      'How long browsers shall use nothing but https for the host name (`Strict-Transport-Security`), whatever else it serves. 0: not said. Needs `PODSHELL_TLS_CERT` or a `PODSHELL_PUBLIC_URL` with https.',
  },
  metricsAddress: {
    env: 'PODSHELL_METRICS_ADDRESS',
    ...text(
      (address) => hostAndPort(address) !== undefined,
      'host:port such as 127.0.0.1:9464 or [::]:9464, with an IP address or a host name',
    ),
    fallback: '',
    unit: 'host:port',
    meaning:
      'Where Prometheus reads metrics: a listener of its own, for `/metrics` and nothing else, without a sign-in ([metrics](docs/metrics.md)). Empty: nothing is counted. Port 0 picks a free port.',
  },
};
