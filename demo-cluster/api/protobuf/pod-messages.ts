/**
 * The messages of a pod, with the fields that pods of this cluster have. Numbers: k8s.io/api/core/v1/generated.proto and
 * k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto.
 */

import { bool, flag, inline, int, list, type Message, map, one, optionalInt, time } from './message.ts';
import { podStatus, resources } from './pod-status-messages.ts';

const metadata: Message = {
  1: one('name'),
  2: one('generateName'),
  3: one('namespace'),
  4: one('selfLink'),
  5: one('uid'),
  6: one('resourceVersion'),
  7: int('generation'),
  8: time('creationTimestamp'),
  9: time('deletionTimestamp'),
  10: optionalInt('deletionGracePeriodSeconds'),
  11: map('labels'),
  12: map('annotations'),
  13: list('ownerReferences', {
    1: one('kind'),
    3: one('name'),
    4: one('uid'),
    5: one('apiVersion'),
    6: flag('controller'),
    7: flag('blockOwnerDeletion'),
  }),
  14: list('finalizers'),
  17: list('managedFields', {
    1: one('manager'),
    2: one('operation'),
    3: one('apiVersion'),
    4: time('time'),
    6: one('fieldsType'),
    7: one('fieldsV1', 'raw-json'),
    8: one('subresource'),
  }),
};

const seccomp: Message = { 1: one('type'), 2: one('localhostProfile', 'string-pointer') };
const securityContext: Message = {
  1: one('capabilities', { 1: list('add'), 2: list('drop') }),
  2: flag('privileged'),
  4: optionalInt('runAsUser'),
  5: flag('runAsNonRoot'),
  6: flag('readOnlyRootFilesystem'),
  7: flag('allowPrivilegeEscalation'),
  8: optionalInt('runAsGroup'),
  11: one('seccompProfile', seccomp),
};
const podSecurityContext: Message = {
  2: optionalInt('runAsUser'),
  3: flag('runAsNonRoot'),
  4: list('supplementalGroups', 'int-pointer'),
  5: optionalInt('fsGroup'),
  6: optionalInt('runAsGroup'),
  10: one('seccompProfile', seccomp),
};

const fieldRef: Message = { 1: one('apiVersion'), 2: one('fieldPath') };
const container: Message = {
  1: one('name'),
  2: one('image'),
  3: list('command'),
  4: list('args'),
  5: one('workingDir'),
  6: list('ports', {
    1: one('name'),
    2: int('hostPort'),
    3: int('containerPort'),
    4: one('protocol'),
    5: one('hostIP'),
  }),
  7: list('env', { 1: one('name'), 2: one('value'), 3: one('valueFrom', { 1: one('fieldRef', fieldRef) }) }),
  8: one('resources', resources),
  9: list('volumeMounts', {
    1: one('name'),
    2: bool('readOnly'),
    3: one('mountPath'),
    4: one('subPath'),
    6: one('subPathExpr'),
  }),
  13: one('terminationMessagePath'),
  14: one('imagePullPolicy'),
  15: one('securityContext', securityContext),
  16: bool('stdin'),
  17: bool('stdinOnce'),
  18: bool('tty'),
  20: one('terminationMessagePolicy'),
  24: one('restartPolicy', 'string-pointer'),
};

const items = list('items', { 1: one('key'), 2: one('path'), 3: optionalInt('mode') });
const projection: Message = {
  2: one('downwardAPI', {
    1: list('items', { 1: one('path'), 2: one('fieldRef', fieldRef), 4: optionalInt('mode') }),
  }),
  3: one('configMap', { 1: inline({ 1: one('name') }), 2: items, 4: flag('optional') }),
  4: one('serviceAccountToken', { 1: one('audience'), 2: optionalInt('expirationSeconds'), 3: one('path') }),
};
const volumeSource: Message = {
  1: one('hostPath', { 1: one('path'), 2: one('type', 'string-pointer') }),
  2: one('emptyDir', { 1: one('medium'), 2: one('sizeLimit', 'quantity') }),
  6: one('secret', { 1: one('secretName'), 2: items, 3: optionalInt('defaultMode'), 4: flag('optional') }),
  10: one('persistentVolumeClaim', { 1: one('claimName'), 2: bool('readOnly') }),
  19: one('configMap', {
    1: inline({ 1: one('name') }),
    2: items,
    3: optionalInt('defaultMode'),
    4: flag('optional'),
  }),
  26: one('projected', { 1: list('sources', projection), 2: optionalInt('defaultMode') }),
};

const toleration: Message = {
  1: one('key'),
  2: one('operator'),
  3: one('value'),
  4: one('effect'),
  5: optionalInt('tolerationSeconds'),
};

const spec: Message = {
  1: list('volumes', { 1: one('name'), 2: inline(volumeSource) }),
  2: list('containers', container),
  3: one('restartPolicy'),
  4: optionalInt('terminationGracePeriodSeconds'),
  5: optionalInt('activeDeadlineSeconds'),
  6: one('dnsPolicy'),
  7: map('nodeSelector'),
  8: one('serviceAccountName'),
  9: one('serviceAccount'),
  10: one('nodeName'),
  11: bool('hostNetwork'),
  12: bool('hostPID'),
  13: bool('hostIPC'),
  14: one('securityContext', podSecurityContext),
  16: one('hostname'),
  17: one('subdomain'),
  19: one('schedulerName'),
  20: list('initContainers', container),
  21: flag('automountServiceAccountToken'),
  22: list('tolerations', toleration),
  24: one('priorityClassName'),
  25: optionalInt('priority'),
  27: flag('shareProcessNamespace'),
  30: flag('enableServiceLinks'),
  31: one('preemptionPolicy', 'string-pointer'),
  34: list('ephemeralContainers', { 1: inline(container), 2: one('targetContainerName') }),
  36: one('os', { 1: one('name') }),
};

/** The number of the status in {@link podMessage}. */
export const STATUS = 3;

export const podMessage: Message = {
  1: one('metadata', metadata),
  2: one('spec', spec),
  [STATUS]: one('status', podStatus),
};
