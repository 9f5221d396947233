{{/* What follows from the values: "true" or nothing, and texts. */}}

{{/* Podshell's own account impersonates users. */}}
{{- define "podshell.impersonates" -}}
{{- if and (eq .Values.auth.mode "proxy") (not .Values.auth.proxy.tokenHeader) }}true{{ end }}
{{- if and (eq .Values.auth.mode "oidc") .Values.auth.oidc.impersonate }}true{{ end }}
{{- end }}

{{/* The cluster that Podshell runs in is one that it serves. */}}
{{- define "podshell.servesOwnCluster" -}}
{{- if or .Values.cluster.name (not .Values.cluster.kubeconfigSecret) }}true{{ end }}
{{- end }}

{{/* Several replicas serve the same users, and must know each other. */}}
{{- define "podshell.hasPeers" -}}
{{- if gt (int .Values.replicas) 1 }}true{{ end }}
{{- end }}

{{- define "podshell.readsEndpointSlices" -}}
{{- if and (include "podshell.hasPeers" .) (eq .Values.peers.discovery "endpointslices") }}true{{ end }}
{{- end }}

{{/* Podshell has to find the cluster that it runs in. */}}
{{- define "podshell.needsOwnCluster" -}}
{{- if or (include "podshell.servesOwnCluster" .) (include "podshell.readsEndpointSlices" .) }}true{{ end }}
{{- end }}

{{/* Podshell acts as its service account. */}}
{{- define "podshell.needsToken" -}}
{{- if include "podshell.readsEndpointSlices" . }}true
{{- else if and (include "podshell.servesOwnCluster" .) (or (include "podshell.impersonates" .) .Values.rbac.exec.enabled) }}true{{ end }}
{{- end }}

{{/* The Secret with the keys for cookies, by which replicas know each other, too. */}}
{{- define "podshell.cookieSecret" -}}
{{- if .Values.secret.existingSecret }}
{{- .Values.secret.existingSecret }}
{{- else if .Values.secret.create }}
{{- include "podshell.fullname" . }}
{{- end }}
{{- end }}

{{- define "podshell.publicHost" -}}
{{- (urlParse .Values.publicUrl).hostname }}
{{- end }}

{{- define "podshell.publicPath" -}}
{{- (urlParse .Values.publicUrl).path | trimSuffix "/" | default "/" }}
{{- end }}

{{/* The groups of the role, as a YAML list. */}}
{{- define "podshell.roleGroups" -}}
{{- toYaml (.Values.rbac.groups | default .Values.auth.impersonateGroups) }}
{{- end }}

{{- define "podshell.scheme" -}}
{{- ternary "HTTPS" "HTTP" (not (empty .Values.tls.existingSecret)) }}
{{- end }}

{{/*
With peers, others lead to the shells of a pod that drains. Ten minutes in all is what the cluster autoscaler gives a pod.
*/}}
{{- define "podshell.drainSeconds" -}}
{{- if kindIs "invalid" .Values.drainSeconds }}{{ ternary 540 30 (eq "true" (include "podshell.hasPeers" .)) }}
{{- else }}{{ int .Values.drainSeconds }}{{ end }}
{{- end }}

{{/* The pod may take this long to stop: to leave load balancers, to drain, to end shells and connections. */}}
{{- define "podshell.graceSeconds" -}}
{{- add (int .Values.preStopSeconds) (int (include "podshell.drainSeconds" .)) 15 }}
{{- end }}

{{/* Where recordings are kept; nothing where there are none. */}}
{{- define "podshell.recordingPlace" -}}
{{- if .Values.recording.bucket }}
{{- .Values.recording.bucket }}
{{- else if .Values.recording.existingClaim }}
{{- "/var/lib/podshell-recordings" }}
{{- end }}
{{- end }}

{{/* Secrets with files for recordings: names of the volumes and of the Secrets, as a YAML map. */}}
{{- define "podshell.recordingSecrets" -}}
{{- with .Values.recording }}
{{- if include "podshell.recordingPlace" $ }}
{{- if and .bucket .s3.existingSecret }}
s3: {{ .s3.existingSecret }}
{{- end }}
{{- if .signingSecret }}
recording-key: {{ .signingSecret }}
{{- end }}
{{- if .identitySecret }}
recording-identity: {{ .identitySecret }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
