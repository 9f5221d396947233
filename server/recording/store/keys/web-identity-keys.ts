/** The keys of a role, for a token that the cluster has made for Podshell's account (AWS, "AssumeRoleWithWebIdentity"). */

import type { S3KeySource } from '#server/config/recording/s3-keys.ts';
import { StoreError } from '../../ports.ts';
import { textOf } from '../s3-answers.ts';
import { askForKeys, GIVERS, readToken } from './key-request.ts';
import type { ExpiringKeys } from './renewed-keys.ts';

const WHO = GIVERS['web-identity'];
const WHAT = 'AssumeRoleWithWebIdentity';

/** @throws StoreError */
export async function webIdentityKeys(
  { roleArn, sessionName, tokenFile, url }: Extract<S3KeySource, { kind: 'web-identity' }>,
  signal: AbortSignal,
): Promise<ExpiringKeys> {
  const body = new URLSearchParams({
    Action: WHAT,
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    WebIdentityToken: await readToken('AWS_WEB_IDENTITY_TOKEN_FILE', tokenFile),
  });
  const init = { method: 'POST', body, signal };
  const xml = await askForKeys({ who: WHO, what: WHAT, url, init });
  const accessKeyId = textOf(xml, 'AccessKeyId');
  const secretAccessKey = textOf(xml, 'SecretAccessKey');
  const sessionToken = textOf(xml, 'SessionToken');
  const expiresAt = Date.parse(textOf(xml, 'Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
    throw new StoreError('unavailable', `${WHO} answered ${WHAT} without keys.`);
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}
