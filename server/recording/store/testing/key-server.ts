/** Gives keys on loopback as Amazon's token service does, and as EKS and ECS give them to a container. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { S3Keys } from '#server/config/recording/s3-keys.ts';

/** What it takes, and quotes in its errors, as careless services do. */
export const TOKEN = 'eyJ.cluster-token.sig';
export const ROLE = 'arn:aws:iam::123456789012:role/podshell-recordings';

interface Reply {
  readonly status: number;
  readonly body: string;
}

export class KeyServer {
  /** Keys that it has given, the newest last. */
  readonly given: S3Keys[] = [];
  /** How long keys work, in milliseconds. */
  lifeMs = 3_600_000;
  /** Instead of keys; `undefined` as an answer: none, ever. */
  fault: (() => Reply | undefined) | undefined;
  requests = 0;
  readonly #now: () => number;
  readonly #server: Server;

  private constructor(now: () => number) {
    this.#now = now;
    this.#server = createServer(async (request, response) => {
      this.requests += 1;
      const reply = this.fault === undefined ? await this.#answer(request) : this.fault();
      if (reply === undefined) return;
      response.writeHead(reply.status);
      response.end(reply.body);
    });
  }

  static async start(now: () => number): Promise<KeyServer> {
    const server = new KeyServer(now);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    if (request.method === 'GET' && request.url === '/v1/credentials') {
      const { authorization } = request.headers;
      return authorization === TOKEN ? this.#json() : { status: 403, body: `Who is ${authorization}?` };
    }
    const form = new URLSearchParams(await text(request));
    const wanted = {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'podshell',
      WebIdentityToken: TOKEN,
    };
    const isRight = request.method === 'POST' && Object.entries(wanted).every(([n, v]) => form.get(n) === v);
    return isRight ? this.#xml() : refusal('InvalidIdentityToken', form.get('WebIdentityToken') ?? '');
  }

  #json(): Reply {
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token } = this.#next();
    const Expiration = this.#expiration;
    return { status: 200, body: JSON.stringify({ AccessKeyId, SecretAccessKey, Token, Expiration }) };
  }

  #xml(): Reply {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#next();
    return {
      status: 200,
      body: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
        <SessionToken>${sessionToken}</SessionToken><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
        <Expiration>${this.#expiration}</Expiration><AccessKeyId>${accessKeyId}</AccessKeyId>
        </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    };
  }

  #next(): S3Keys {
    const number = this.given.length + 1;
    const keys = {
      accessKeyId: `ASIA${number}`,
      secretAccessKey: `secret/${number}`,
      sessionToken: `session+${number}=`,
    };
    this.given.push(keys);
    return keys;
  }

  get #expiration(): string {
    return new Date(this.#now() + this.lifeMs).toISOString();
  }
}

/** As the token service refuses. */
export function refusal(code: string, message = ''): Reply {
  return {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}
