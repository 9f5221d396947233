/** The keys that the platform of a container gives it: EKS Pod Identity and ECS (AWS SDKs, "Container credential provider"). */

import { z } from 'zod';
import type { S3KeySource } from '#server/config/recording/s3-keys.ts';
import { StoreError } from '../../ports.ts';
import { askForKeys, GIVERS, isToken, readToken } from './key-request.ts';
import type { ExpiringKeys } from './renewed-keys.ts';

const answerSchema = z.object({
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  Token: z.string().min(1),
  Expiration: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
});

const WHO = GIVERS.container;

/** @throws StoreError */
export async function containerKeys(
  source: Extract<S3KeySource, { kind: 'container' }>,
  signal: AbortSignal,
): Promise<ExpiringKeys> {
  const token = await tokenOf(source);
  const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
  const init = { headers, signal };
  const text = await askForKeys({ who: WHO, what: 'the request for keys', url: source.url, init });
  const answer = answerSchema.safeParse(parsed(text)).data;
  if (answer === undefined) throw new StoreError('unavailable', `${WHO} answered without keys.`);
  return {
    accessKeyId: answer.AccessKeyId,
    secretAccessKey: answer.SecretAccessKey,
    sessionToken: answer.Token,
    expiresAt: Date.parse(answer.Expiration),
  };
}

async function tokenOf({
  token,
  tokenFile,
}: Extract<S3KeySource, { kind: 'container' }>): Promise<string | undefined> {
  if (tokenFile !== undefined) return await readToken('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', tokenFile);
  if (token === undefined || isToken(token)) return token;
  throw new StoreError('refused', 'AWS_CONTAINER_AUTHORIZATION_TOKEN is no token.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
