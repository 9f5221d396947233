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

{{/* Podshell acts as its service account. */}}
{{- define "podshell.needsToken" -}}
{{- if and (include "podshell.servesOwnCluster" .) (or (include "podshell.impersonates" .) .Values.rbac.exec.enabled) }}true{{ end }}
{{- end }}

{{/* The Secret with the keys for cookies. */}}
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

{{/* The pod may take this long to stop: to leave load balancers, to drain, to end shells and connections. */}}
{{- define "podshell.graceSeconds" -}}
{{- add (int .Values.preStopSeconds) (int .Values.drainSeconds) 15 }}
{{- end }}
