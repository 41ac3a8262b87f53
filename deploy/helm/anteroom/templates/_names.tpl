{{/* The name before every object's: a letter first, whatever the release is called, and room for "-video-gate-worker". */}}
{{- define "anteroom.name" -}}
{{- $name := ternary .Release.Name (printf "anteroom-%s" .Release.Name) (hasPrefix "anteroom" .Release.Name) -}}
{{- $name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{/* What selects a component's pods. Takes a list: root, component. */}}
{{- define "anteroom.selector" -}}
app.kubernetes.io/name: anteroom
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
app.kubernetes.io/component: {{ index . 1 | quote }}
{{- end }}

{{- define "anteroom.labels" -}}
{{ include "anteroom.selector" . }}
app.kubernetes.io/part-of: anteroom
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service | quote }}
helm.sh/chart: {{ printf "anteroom-%s" (index . 0).Chart.Version | replace "+" "_" | quote }}
{{- end }}

{{/* An image by its part: the digest where one is given, else the tag, else the chart's version. Takes root, part. */}}
{{- define "anteroom.image" -}}
{{- $image := index (index . 0).Values.images (index . 1) -}}
{{- if $image.digest }}{{ printf "%s@%s" $image.repository $image.digest }}
{{- else }}{{ printf "%s:%s" $image.repository (default (index . 0).Chart.AppVersion $image.tag) }}{{ end }}
{{- end }}

{{/* A component's address within the cluster, without a port. Takes root, component. */}}
{{- define "anteroom.host" -}}
{{- $root := index . 0 -}}
{{ printf "%s-%s.%s.svc.%s" (include "anteroom.name" $root) (index . 1) $root.Release.Namespace $root.Values.clusterDomain }}
{{- end }}

{{/*
What a word of `calls:` means, as JSON: {component, port} within this chart, {peers, port} outside it, {} where it is
not there. Takes root, word.
*/}}
{{- define "anteroom.target" -}}
{{- $values := (index . 0).Values -}}
{{- $word := index . 1 -}}
{{- $within := dict "database" (list "postgres" 5432) "nats" (list "nats" 4222) "smtp" (list "mail" 1025) "inbox" (list "mail" 1080) -}}
{{- if eq $word "otlp" -}}
{{- ternary (dict "peers" $values.egress.otlp.to "port" $values.egress.otlp.port) dict (not (empty $values.otlp.endpoint)) | toJson -}}
{{- else if eq $word "imap" -}}
{{- ternary (dict "peers" $values.egress.imap.to "port" $values.egress.imap.port) dict (and (not $values.demo.enabled) (not (empty $values.egress.imap.to))) | toJson -}}
{{- else if hasKey $within $word -}}
{{- $here := index $within $word -}}
{{- if $values.demo.enabled }}{{ dict "component" (first $here) "port" (last $here) | toJson }}
{{- else if eq $word "inbox" }}{}
{{- else }}{{ with index $values.egress $word }}{{ dict "peers" .to "port" .port | toJson }}{{ end }}
{{- end -}}
{{- else -}}
{{- dict "component" $word "port" (ternary 8001 8000 (hasSuffix "-grpc" $word)) | toJson -}}
{{- end -}}
{{- end }}
