import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownedId, type ReplicaOptions, replicaOfTest, TestNetwork } from './replicas.ts';
import { echoingPages } from './test-server.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A front, and an owner whose pages the handler answers. Requests for `path` belong to the owner. */
export async function frontAndOwner(
  handler: Handler,
  options: ReplicaOptions = {},
  ofFront: ReplicaOptions = {},
) {
  const network = new TestNetwork();
  const handleRequest = async (request: IncomingMessage, response: ServerResponse) =>
    handler(request, response);
  const front = await replicaOfTest(network, 'front', { ...options, ...ofFront });
  const owner = await replicaOfTest(network, 'owner', {
    ...options,
    pages: { ...echoingPages, handleRequest },
  });
  return { network, front, owner, path: `/api/sessions/${ownedId(owner)}` };
}

/** The whole body as text. */
export function textOf(stream: IncomingMessage): Promise<string> {
  return stream.setEncoding('utf8').reduce((all, chunk) => all + chunk, '');
}
