{{/*
A Deployment with its Service and its disruption budget. Takes a dict:
  root, component, image (part), command (list), env (rendered), volumes (list), mounts (list),
  size ({replicas, resources}), port (number; none: no Service), headless, probePort, ready, live (paths; no live: the port is open),
  preStop (lifecycle handler), ownService (the caller renders the Service)
*/}}
{{- define "anteroom.workload" -}}
{{- $root := .root -}}
{{- $shutdown := $root.Values.shutdown -}}
{{- $name := printf "%s-%s" (include "anteroom.name" $root) .component -}}
{{- if gt (int (add $shutdown.preStopSeconds $shutdown.drainSeconds 10)) (int $shutdown.graceSeconds) -}}
{{- fail (printf "shutdown: preStopSeconds (%v) + drainSeconds (%v) + 10 must fit into graceSeconds (%v)" $shutdown.preStopSeconds $shutdown.drainSeconds $shutdown.graceSeconds) -}}
{{- end -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels: {{- include "anteroom.labels" (list $root .component) | nindent 4 }}
spec:
  replicas: {{ .size.replicas }}
  revisionHistoryLimit: 5
  minReadySeconds: {{ $root.Values.minReadySeconds }}
  progressDeadlineSeconds: 300
  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
  selector:
    matchLabels: {{- include "anteroom.selector" (list $root .component) | nindent 6 }}
  template:
    metadata:
      labels: {{- include "anteroom.labels" (list $root .component) | nindent 8 }}
    spec:
      serviceAccountName: {{ include "anteroom.name" $root }}
      {{- include "anteroom.podSecurity" $root | nindent 6 }}
      terminationGracePeriodSeconds: {{ $shutdown.graceSeconds }}
      {{- with $root.Values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 6 }}
      {{- end }}
      topologySpreadConstraints:
      {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
      - maxSkew: 1
        topologyKey: {{ . }}
        whenUnsatisfiable: ScheduleAnyway
        matchLabelKeys: [pod-template-hash]
        labelSelector:
          matchLabels: {{- include "anteroom.selector" (list $root $.component) | nindent 12 }}
      {{- end }}
      containers:
      - name: {{ .component }}
        image: {{ include "anteroom.image" (list $root .image) | quote }}
        imagePullPolicy: {{ $root.Values.imagePullPolicy }}
        command: {{ toJson .command }}
        env: {{- .env | nindent 8 }}
        ports:
        {{- with .port }}
        - {name: serving, containerPort: {{ . }}}
        {{- end }}
        {{- if ne (int .probePort) (int (default 0 .port)) }}
        - {name: probes, containerPort: {{ .probePort }}}
        {{- end }}
        startupProbe: {httpGet: {path: {{ .live | default .ready }}, port: {{ .probePort }}}, periodSeconds: 1, timeoutSeconds: 2, failureThreshold: 300}
        livenessProbe: { {{- if .live }}httpGet: {path: {{ .live }}, port: {{ .probePort }}}{{ else }}tcpSocket: {port: {{ .probePort }}}{{ end }}, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3}
        readinessProbe: {httpGet: {path: {{ .ready }}, port: {{ .probePort }}}, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 2}
        lifecycle:
          preStop: {{ toJson (.preStop | default (dict "sleep" (dict "seconds" $shutdown.preStopSeconds))) }}
        resources: {{ toJson .size.resources }}
        {{- include "anteroom.containerSecurity" $root | nindent 8 }}
        volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- with .mounts }}{{ toYaml . | nindent 8 }}{{ end }}
      volumes:
      - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
      {{- with .volumes }}{{ toYaml . | nindent 6 }}{{ end }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels: {{- include "anteroom.labels" (list $root .component) | nindent 4 }}
spec:
  # maxUnavailable, not minAvailable: a single replica must not block a drain.
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "anteroom.selector" (list $root .component) | nindent 6 }}
{{- if and .port (not .ownService) }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels: {{- include "anteroom.labels" (list $root .component) | nindent 4 }}
spec:
  {{- if .headless }}
  # A ClusterIP would pin a gRPC client to one pod.
  clusterIP: None
  {{- end }}
  selector: {{- include "anteroom.selector" (list $root .component) | nindent 4 }}
  ports: [{name: {{ ternary "grpc" "http" (default false .headless) }}, port: {{ .port }}, targetPort: {{ .port }}, appProtocol: {{ ternary "kubernetes.io/h2c" "http" (default false .headless) }}}]
{{- end }}
{{- end }}
