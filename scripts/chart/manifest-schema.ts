/**
 * Checks Kubernetes objects by the schemas of their kinds. kubernetes-models knows types, formats and what is required,
 * but accepts unknown fields; the client of the Kubernetes project names all fields of Kubernetes 1.36.
 */

import * as kubernetes from '@kubernetes/client-node';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import {
  PrometheusRule,
  ServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import {
  ClusterRole,
  ClusterRoleBinding,
  Role,
  RoleBinding,
} from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { ConfigMap, Secret, Service, ServiceAccount } from 'kubernetes-models/v1';
import type { Manifest } from './examples.ts';

const MODELS: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  'apps/v1 Deployment': Deployment,
  'gateway.networking.k8s.io/v1 HTTPRoute': HTTPRoute,
  'monitoring.coreos.com/v1 PrometheusRule': PrometheusRule,
  'monitoring.coreos.com/v1 ServiceMonitor': ServiceMonitor,
  'networking.k8s.io/v1 Ingress': Ingress,
  'networking.k8s.io/v1 NetworkPolicy': NetworkPolicy,
  'policy/v1 PodDisruptionBudget': PodDisruptionBudget,
  'rbac.authorization.k8s.io/v1 ClusterRole': ClusterRole,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': ClusterRoleBinding,
  'rbac.authorization.k8s.io/v1 Role': Role,
  'rbac.authorization.k8s.io/v1 RoleBinding': RoleBinding,
  'v1 ConfigMap': ConfigMap,
  'v1 Secret': Secret,
  'v1 Service': Service,
  'v1 ServiceAccount': ServiceAccount,
};

/** What is wrong with an object, one sentence each; empty if nothing is. */
export function schemaErrors(manifest: Manifest): readonly string[] {
  const { apiVersion, kind } = manifest;
  const Model = MODELS[`${apiVersion} ${kind}`];
  if (Model === undefined) return [`There is no schema for ${apiVersion} ${kind}.`];
  const errors = unknownFields(manifest, `V1${kind}`, kind);
  try {
    new Model(manifest as never).validate();
  } catch (error) {
    errors.push(`${kind}: ${(error as Error).message}`);
  }
  return errors;
}

interface Field {
  readonly baseName: string;
  readonly type: string;
}

function unknownFields(value: unknown, type: string, path: string): string[] {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) {
    if (!Array.isArray(value)) return [`${path} must be a list.`];
    return value.flatMap((item, index) => unknownFields(item, list, `${path}[${index}]`));
  }
  const fields = fieldsOf(type);
  if (fields === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${path} must be an object.`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = fields.find(({ baseName }) => baseName === name);
    if (field === undefined) return [`${path}.${name} is unknown.`];
    return unknownFields(inner, field.type, `${path}.${name}`);
  });
}

/** Undefined for plain types, maps, and kinds that Kubernetes itself does not have. */
function fieldsOf(type: string): readonly Field[] | undefined {
  const model = (kubernetes as unknown as Record<string, { attributeTypeMap?: readonly Field[] }>)[type];
  return model?.attributeTypeMap;
}
