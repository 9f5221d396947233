import type { ClusterEntry } from './kubeconfig.ts';
import { type Fields, fieldsOf, flagOf, pemOf, textOf, UnusableEntryError } from './read-fields.ts';

/**
 * A cluster of a kubeconfig, after client-go's `validateClusterInfo`.
 * @param absolute makes a file name of the kubeconfig absolute
 * @throws UnusableEntryError
 */
export function readCluster(
  name: string,
  value: unknown,
  absolute: (file: string) => string,
  execConfig: unknown,
): ClusterEntry {
  const fields = fieldsOf(value) ?? {};
  const ca = pemOf(fields, 'certificate-authority-data');
  const caFile = textOf(fields, 'certificate-authority');
  const skipTlsVerify = flagOf(fields, 'insecure-skip-tls-verify');
  if (skipTlsVerify && (ca !== undefined || caFile !== undefined)) {
    throw new UnusableEntryError(
      'insecure-skip-tls-verify and a certificate authority are both set; kubectl accepts only one of them',
    );
  }
  const hasTls = skipTlsVerify || ca !== undefined || caFile !== undefined;
  return {
    name,
    server: serverOf(fields, hasTls),
    ca,
    caFile: caFile === undefined ? undefined : absolute(caFile),
    skipTlsVerify,
    tlsServerName: textOf(fields, 'tls-server-name'),
    proxyUrl: proxyOf(fields),
    execConfig,
  };
}

function serverOf(fields: Fields, hasTls: boolean): string {
  const server = textOf(fields, 'server');
  if (server === undefined) throw new UnusableEntryError('its cluster has no server');
  // client-go adds the scheme.
  const address = server.includes('://') ? server : `${hasTls ? 'https' : 'http'}://${server}`;
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UnusableEntryError('the server of its cluster is not an https or http address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new UnusableEntryError('the server of its cluster contains a user name or password');
  }
  return address.replace(/\/+$/, '');
}

function proxyOf(fields: Fields): string | undefined {
  const proxyUrl = textOf(fields, 'proxy-url');
  if (proxyUrl === undefined) return undefined;
  if (!isProxyAddress(proxyUrl)) {
    throw new UnusableEntryError('proxy-url is not an http, https or socks5 address');
  }
  return proxyUrl;
}

const PROXY_PROTOCOLS = ['http:', 'https:', 'socks5:', 'socks5h:'];

/** True for the address of a proxy of a kind that kubectl can use. */
export function isProxyAddress(text: string): boolean {
  return PROXY_PROTOCOLS.includes(URL.parse(text)?.protocol ?? '');
}
