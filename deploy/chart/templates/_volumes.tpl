{{/* Volumes of the pod and where the container has them. */}}

{{- define "podshell.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
- name: state
  emptyDir:
    sizeLimit: {{ ternary (printf "%dMi" (add 64 (int .Values.recording.spoolMebibytes))) "16Mi" (ne .Values.recording.mode "off") }}
{{- if and .Values.recording.existingClaim (not .Values.recording.bucket) }}
- name: recordings
  persistentVolumeClaim:
    claimName: {{ .Values.recording.existingClaim }}
{{- end }}
{{- range $name, $secret := include "podshell.recordingSecrets" . | fromYaml }}
- name: {{ $name }}
  secret:
    secretName: {{ $secret }}
    defaultMode: 288 # 0440
{{- end }}
{{- if include "podshell.needsOwnCluster" . }}
- name: cluster
  projected:
    sources:
      - configMap:
          name: kube-root-ca.crt
          items:
            - key: ca.crt
              path: ca.crt
      - downwardAPI:
          items:
            - path: namespace
              fieldRef:
                fieldPath: metadata.namespace
      {{- if include "podshell.needsToken" . }}
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600
      {{- end }}
{{- end }}
{{- with include "podshell.cookieSecret" . }}
- name: cookies
  secret:
    secretName: {{ . }}
    defaultMode: 288 # 0440
{{- end }}
{{- with .Values.cluster.kubeconfigSecret }}
- name: kubeconfig
  secret:
    secretName: {{ . }}
    defaultMode: 288 # 0440
{{- end }}
{{- with .Values.tls.existingSecret }}
- name: tls
  secret:
    secretName: {{ . }}
    defaultMode: 288 # 0440
{{- end }}
{{- if eq .Values.auth.mode "oidc" }}
{{- with .Values.auth.oidc.existingSecret }}
- name: oidc
  secret:
    secretName: {{ . }}
    defaultMode: 288 # 0440
{{- end }}
{{- with .Values.auth.oidc.caConfigMap }}
- name: issuer-ca
  configMap:
    name: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "podshell.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
- name: state
  mountPath: /var/lib/podshell
{{- if and .Values.recording.existingClaim (not .Values.recording.bucket) }}
- name: recordings
  mountPath: /var/lib/podshell-recordings
{{- end }}
{{- range $name, $_ := include "podshell.recordingSecrets" . | fromYaml }}
- name: {{ $name }}
  mountPath: /etc/podshell/{{ $name }}
  readOnly: true
{{- end }}
{{- if include "podshell.needsOwnCluster" . }}
- name: cluster
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end }}
{{- if include "podshell.cookieSecret" . }}
- name: cookies
  mountPath: /etc/podshell/cookies
  readOnly: true
{{- end }}
{{- if .Values.cluster.kubeconfigSecret }}
- name: kubeconfig
  mountPath: /etc/podshell/kubeconfig
  readOnly: true
{{- end }}
{{- if .Values.tls.existingSecret }}
- name: tls
  mountPath: /etc/podshell/tls
  readOnly: true
{{- end }}
{{- if eq .Values.auth.mode "oidc" }}
{{- if .Values.auth.oidc.existingSecret }}
- name: oidc
  mountPath: /etc/podshell/oidc
  readOnly: true
{{- end }}
{{- if .Values.auth.oidc.caConfigMap }}
- name: issuer-ca
  mountPath: /etc/podshell/issuer-ca
  readOnly: true
{{- end }}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
