{{/* What cannot work is refused in words, before it reaches the cluster. */}}

{{- define "podshell.refuse" -}}
{{- $auth := .Values.auth }}
{{- $rbac := .Values.rbac }}
{{- $strategy := .Values.updateStrategy }}
{{- if include "podshell.hasPeers" . }}
{{- if not (include "podshell.cookieSecret" .) }}
{{- fail (printf "replicas is %d, and replicas know each other by a key that they share. Name a Secret that has it in secret.existingSecret, set secret.create, or set replicas to 1." (int .Values.replicas)) }}
{{- end }}
{{- if eq $strategy.type "Recreate" }}
{{- fail "updateStrategy.type is Recreate, which stops all replicas at once: nobody would lead to the shells of those that drain. Set it to RollingUpdate, or replicas to 1." }}
{{- end }}
{{- if has (int .Values.peers.port) (list 3000 (int (ternary .Values.metrics.port 3000 .Values.metrics.enabled))) }}
{{- fail (printf "peers.port is %d, which is the port of the pages or of the metrics. Choose another one." (int .Values.peers.port)) }}
{{- end }}
{{- end }}
{{- if and (or .Values.ingress.enabled .Values.httpRoute.enabled) (not .Values.publicUrl) }}
{{- fail "ingress and httpRoute take host and path from publicUrl. Set publicUrl to the address that users open, for instance https://podshell.example.com." }}
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
{{- fail "httpRoute.parentRefs is empty. Name the Gateway that the HTTPRoute belongs to." }}
{{- end }}
{{- if eq $auth.mode "oidc" }}
{{- if not (and $auth.oidc.issuer $auth.oidc.clientId .Values.publicUrl) }}
{{- fail "auth.mode is oidc, which needs auth.oidc.issuer, auth.oidc.clientId and publicUrl." }}
{{- end }}
{{- end }}
{{- if and (eq $auth.mode "proxy") (not .Values.trustedProxies) }}
{{- fail "auth.mode is proxy, which needs trustedProxies: the addresses whose headers name the user. Anybody else could send them." }}
{{- end }}
{{- if include "podshell.impersonates" . }}
{{- if eq $rbac.impersonation "none" }}
{{- fail "Podshell impersonates users in this mode, so its service account needs a role. Set rbac.impersonation to impersonate-constrained (Kubernetes 1.36), impersonate, or external if you bind a role yourself." }}
{{- end }}
{{- else if ne $rbac.impersonation "none" }}
{{- fail (printf "rbac.impersonation is %s, but nobody is impersonated with these values. Set it to none." $rbac.impersonation) }}
{{- end }}
{{- if has $rbac.impersonation (list "impersonate" "impersonate-constrained") }}
{{- range $rbac.groups | default $auth.impersonateGroups }}
{{- if contains "*" . }}
{{- fail (printf "Roles know no prefixes, and auth.impersonateGroups has %q. List every group by its full name in rbac.groups." .) }}
{{- end }}
{{- if hasPrefix "system:" . }}
{{- fail (printf "Group %q cannot be given to Podshell: groups of the system are never impersonated." .) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.rbac.exec.enabled (not (include "podshell.servesOwnCluster" .)) }}
{{- fail "rbac.exec gives rights in the cluster that Podshell runs in, which it does not serve. Give that cluster a name in cluster.name, or turn rbac.exec off." }}
{{- end }}
{{- if and .Values.metrics.enabled (eq (int .Values.metrics.port) 3000) }}
{{- fail "metrics.port is 3000, the port of the pages. Choose another one." }}
{{- end }}
{{- if not .Values.metrics.enabled }}
{{- if or .Values.metrics.serviceMonitor.enabled .Values.metrics.rules.enabled }}
{{- fail "metrics.serviceMonitor and metrics.rules need metrics.enabled." }}
{{- end }}
{{- end }}
{{- with .Values.recording }}
{{- if and .bucket .existingClaim }}
{{- fail "recording.bucket and recording.existingClaim are both set. Recordings are kept in one place." }}
{{- end }}
{{- if and (ne .mode "off") (not (include "podshell.recordingPlace" $)) }}
{{- fail (printf "recording.mode is %s, which needs recording.bucket or recording.existingClaim." .mode) }}
{{- end }}
{{- end }}
{{- end }}
