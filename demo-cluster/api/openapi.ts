/**
 * The part of OpenAPI that kubectl needs. It asks whether the server validates fields; if so, it sends manifests
 * without a schema check of its own.
 */

/** `GET /openapi/v3`. */
export function openApiIndex(): object {
  return { paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1' } } };
}

/** `GET /openapi/v3/api/v1`. */
export function openApiDocument(): object {
  const kind = { group: '', version: 'v1', kind: 'Pod' };
  const fieldValidation = {
    name: 'fieldValidation',
    in: 'query',
    description: 'How the server treats unknown and duplicate fields.',
    schema: { type: 'string', uniqueItems: true },
  };
  const operation = (action: string) => ({
    tags: ['core_v1'],
    operationId: `${action}CoreV1NamespacedPod`,
    parameters: [fieldValidation],
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
  });
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.36.2' },
    paths: {
      '/api/v1/namespaces/{namespace}/pods': { post: operation('post') },
      '/api/v1/namespaces/{namespace}/pods/{name}': { put: operation('put'), patch: operation('patch') },
    },
    components: {
      schemas: {
        'io.k8s.api.core.v1.Pod': {
          type: 'object',
          description: 'A group of containers that run together on a node.',
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { type: 'object' },
            spec: { type: 'object' },
            status: { type: 'object' },
          },
          'x-kubernetes-group-version-kind': [kind],
        },
      },
    },
  };
}
