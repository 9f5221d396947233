{{/* The settings of the server. */}}

{{- define "podshell.env" -}}
- name: HOST
  value: {{ .Values.host | quote }}
- name: PORT
  value: "3000"
- name: PODSHELL_AUTH
  value: {{ .Values.auth.mode }}
- name: PODSHELL_STATE_DIR
  value: /var/lib/podshell/state
- name: PODSHELL_DRAIN_SECONDS
  value: {{ include "podshell.drainSeconds" . | quote }}
- name: PODSHELL_AUDIT
  value: {{ .Values.audit | quote }}
{{- with .Values.publicUrl }}
- name: PODSHELL_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- with .Values.allowedHosts }}
- name: PODSHELL_ALLOWED_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.trustedProxies }}
- name: PODSHELL_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- if include "podshell.cookieSecret" . }}
- name: PODSHELL_SECRET_FILE
  value: /etc/podshell/cookies/{{ .Values.secret.key }}
{{- end }}
{{- with .Values.cluster }}
{{- if .name }}
- name: PODSHELL_CLUSTER_NAME
  value: {{ .name | quote }}
{{- end }}
{{- if .namespace }}
- name: POD_NAMESPACE
  value: {{ .namespace | quote }}
{{- end }}
{{- if .kubeconfigSecret }}
- name: KUBECONFIG
  value: /etc/podshell/kubeconfig/{{ .kubeconfigKey }}
{{- end }}
{{- end }}
{{- if .Values.tls.existingSecret }}
- name: PODSHELL_TLS_CERT
  value: /etc/podshell/tls/tls.crt
- name: PODSHELL_TLS_KEY
  value: /etc/podshell/tls/tls.key
{{- end }}
{{- if .Values.metrics.enabled }}
- name: PODSHELL_METRICS_ADDRESS
  value: {{ include "podshell.listenAt" (list . .Values.metrics.port) | quote }}
{{- end }}
{{- include "podshell.peersEnv" . }}
{{- include "podshell.authEnv" . }}
{{- include "podshell.recordingEnv" . }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "podshell.peersEnv" -}}
{{- if include "podshell.hasPeers" . }}
{{- $service := include "podshell.peersName" . }}
{{- $port := int .Values.peers.port }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: PODSHELL_PEERS
  {{- if eq .Values.peers.discovery "dns" }}
  value: {{ printf "dns://%s:%d" $service $port | quote }}
  {{- else }}
  value: {{ printf "endpointslices://%s/%s:%d" .Release.Namespace $service $port | quote }}
  {{- end }}
- name: PODSHELL_PEER_LISTEN
  value: {{ include "podshell.listenAt" (list . $port) | quote }}
{{- end }}
{{- end }}

{{- /* The address of a further listener: on the host of the first, with this port. */}}
{{- define "podshell.listenAt" -}}
{{- $host := (index . 0).Values.host }}
{{- printf "%s:%d" (ternary (printf "[%s]" $host) $host (contains ":" $host)) (int (index . 1)) }}
{{- end }}

{{- define "podshell.authEnv" -}}
{{- if eq .Values.auth.mode "oidc" }}
{{- with .Values.auth.oidc }}
- name: PODSHELL_OIDC_ISSUER
  value: {{ .issuer | quote }}
- name: PODSHELL_OIDC_CLIENT_ID
  value: {{ .clientId | quote }}
{{- if .existingSecret }}
- name: PODSHELL_OIDC_CLIENT_SECRET_FILE
  value: /etc/podshell/oidc/{{ .secretKey }}
{{- end }}
{{- if .caConfigMap }}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/podshell/issuer-ca/{{ .caKey }}
{{- end }}
- name: PODSHELL_IMPERSONATE
  value: {{ .impersonate | quote }}
{{- end }}
{{- end }}
{{- if eq .Values.auth.mode "proxy" }}
{{- with .Values.auth.proxy }}
- name: PODSHELL_PROXY_USER_HEADER
  value: {{ .userHeader | quote }}
- name: PODSHELL_PROXY_GROUPS_HEADER
  value: {{ .groupsHeader | quote }}
{{- if .tokenHeader }}
- name: PODSHELL_PROXY_TOKEN_HEADER
  value: {{ .tokenHeader | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if include "podshell.impersonates" . }}
{{- with .Values.auth.impersonateGroups }}
- name: PODSHELL_IMPERSONATE_GROUPS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "podshell.recordingEnv" -}}
{{- with .Values.recording }}
{{- if include "podshell.recordingPlace" $ }}
- name: PODSHELL_RECORD
  value: {{ .mode | quote }}
- name: PODSHELL_RECORD_TO
  value: {{ include "podshell.recordingPlace" $ | quote }}
- name: PODSHELL_RECORD_KEEP_DAYS
  value: {{ int .keepDays | quote }}
- name: PODSHELL_RECORD_SPOOL_BYTES
  value: {{ mul (int .spoolMebibytes) 1048576 | quote }}
{{- if .readers }}
- name: PODSHELL_RECORD_READERS
  value: {{ join "," .readers | quote }}
{{- end }}
{{- if .recipients }}
- name: PODSHELL_RECORD_RECIPIENTS
  value: {{ join "," .recipients | quote }}
{{- end }}
{{- if .signingSecret }}
- name: PODSHELL_RECORD_KEY_FILE
  value: /etc/podshell/recording-key/{{ .signingSecretKey }}
{{- end }}
{{- if .identitySecret }}
- name: PODSHELL_RECORD_IDENTITY_FILE
  value: /etc/podshell/recording-identity/{{ .identitySecretKey }}
{{- end }}
{{- if .bucket }}
{{- if .s3.endpoint }}
- name: AWS_ENDPOINT_URL_S3
  value: {{ .s3.endpoint | quote }}
{{- end }}
{{- if .s3.region }}
- name: AWS_REGION
  value: {{ .s3.region | quote }}
{{- end }}
{{- if .s3.existingSecret }}
- name: AWS_SHARED_CREDENTIALS_FILE
  value: /etc/podshell/s3/{{ .s3.secretKey }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
