{{/* Pod security "restricted", for every pod of the chart; no value loosens it. */}}
{{- define "anteroom.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
{{- end }}

{{- define "anteroom.containerSecurity" -}}
securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
{{- end }}

{{/* The files of one service for one role: no role sees more of its Secret than it reads. Takes root, service, role. */}}
{{- define "anteroom.secretVolume" -}}
{{- $root := index . 0 -}}
{{- $own := index $root.Values.services (index . 1) -}}
{{- $keys := dict
  "http" (list "ANTEROOM_DATABASE_URL" "caller-key.json")
  "grpc" (list "ANTEROOM_DATABASE_URL" "caller-key.json")
  "worker" (list "ANTEROOM_DATABASE_URL" "ANTEROOM_WORKER_DATABASE_URL" "caller-key.json" "nats.nk")
  "migrate" (list "ANTEROOM_DATABASE_URL" "ANTEROOM_OWNER_DATABASE_URL")
  "provision" (list "ANTEROOM_DATABASE_URL") -}}
{{- $serving := has (index . 2) (list "http" "grpc" "worker") -}}
name: {{ printf "secrets-%s" (index . 1) }}
projected:
  defaultMode: 0440
  sources:
  - secret:
      name: {{ printf "%s-%s" $root.Values.secretPrefix (index . 1) }}
      items:
      {{- range concat (index $keys (index . 2)) ($own.secrets | default list) (ternary (values ($own.files | default dict) | sortAlpha) list $serving) }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
  {{- if $serving }}
  - secret: {name: {{ $root.Values.secretPrefix }}-callers, items: [{key: callers.json, path: callers.json}]}
  {{- else if eq (index . 2) "provision" }}
  - secret: {name: {{ $root.Values.secretPrefix }}-provisioner, items: [{key: nats.nk, path: nats.nk}]}
  {{- end }}
{{- end }}

{{/*
What a service's process reads. Its settings are one class for all roles, so the addresses are those of every role's
calls; the network policies are each role's own. Takes root, service, role.
*/}}
{{- define "anteroom.environment" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $role := index . 2 -}}
{{- $own := index $root.Values.services $service -}}
{{- $folder := "/run/secrets/anteroom" -}}
{{- $read := dict
  "ANTEROOM_ENVIRONMENT" $root.Values.environment
  "ANTEROOM_PUBLIC_URL" $root.Values.publicUrl
  "ANTEROOM_BIND" "0.0.0.0"
  "ANTEROOM_HTTP_PORT" "8000"
  "ANTEROOM_GRPC_PORT" "8001"
  "ANTEROOM_PROBE_PORT" "8002"
  "ANTEROOM_DRAIN_SECONDS" ($root.Values.shutdown.drainSeconds | toString)
  "ANTEROOM_SECRETS_DIR" $folder
  "ANTEROOM_CALLER_KEY_FILE" (printf "%s/caller-key.json" $folder)
  "ANTEROOM_CALLERS_JWKS_FILE" (printf "%s/callers.json" $folder)
  "OTEL_SERVICE_NAME" $service -}}
{{- range $name, $file := $own.files }}{{ $_ := set $read $name (printf "%s/%s" $folder $file) }}{{ end -}}
{{- range $name, $value := $own.env }}{{ $_ := set $read $name $value }}{{ end -}}
{{- $words := index $root.Values.calls $role | default list -}}
{{- range list "http" "grpc" "worker" }}{{ $words = concat $words (index $root.Values.calls (printf "%s-%s" $service .)) }}{{ end -}}
{{- range $word := uniq $words -}}
{{- $address := include "anteroom.host" (list $root $word) -}}
{{- if eq $word "identity-http" }}{{ $_ := set $read "ANTEROOM_JWKS_URL" (printf "http://%s:8000/api/identity/v1/jwks.json" $address) }}
{{- else if hasSuffix "-grpc" $word }}{{ $_ := set $read (printf "ANTEROOM_%s" ($word | replace "video-gate" "videogate" | replace "-" "_" | upper)) (printf "%s:8001" $address) }}
{{- else if eq $word "nats" }}
{{- $_ := set $read "ANTEROOM_NATS_URL" (ternary (printf "nats://%s:4222" $address) $root.Values.nats.url $root.Values.demo.enabled) }}
{{- $_ := set $read "ANTEROOM_NATS_REPLICAS" ($root.Values.nats.replicas | toString) }}
{{- $_ := set $read (ternary "ANTEROOM_NATS_PROVISION_NKEY_FILE" "ANTEROOM_NATS_NKEY_FILE" (eq $role "provision")) (printf "%s/nats.nk" $folder) }}
{{- else if and (eq $word "otlp") $root.Values.otlp.endpoint }}{{ $_ := set $read "OTEL_EXPORTER_OTLP_ENDPOINT" $root.Values.otlp.endpoint }}
{{- end -}}
{{- end -}}
{{ include "anteroom.variables" $read }}
{{- end }}

{{/* A dict as a container's env, in one order. */}}
{{- define "anteroom.variables" -}}
{{- range $index, $name := keys . | sortAlpha }}
{{- if $index }}
{{ end -}}
- {name: {{ $name }}, value: {{ index $ $name | toString | quote }}}
{{- end }}
{{- end }}
