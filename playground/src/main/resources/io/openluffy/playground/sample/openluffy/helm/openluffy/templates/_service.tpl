{{/*
One service: its Deployment and its Service. Called with the name and the root.
*/}}
{{- define "openluffy.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: openluffy
{{- end }}

{{- define "openluffy.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "openluffy.service" -}}
{{- $values := index .root.Values .name -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels:
    {{- include "openluffy.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "openluffy.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 80
      targetPort: http
{{- if $values.image.tag }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    {{- include "openluffy.labels" . | nindent 4 }}
spec:
  replicas: {{ $values.replicas }}
  progressDeadlineSeconds: 120
  selector:
    matchLabels:
      {{- include "openluffy.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "openluffy.labels" . | nindent 8 }}
      {{- if eq .name "backend" }}
      annotations:
        # A new key starts new pods.
        checksum/api-key: {{ .root.Values.secrets.apiKey | sha256sum }}
      {{- end }}
    spec:
      containers:
        - name: {{ .name }}
          image: "{{ $values.image.repository }}:{{ $values.image.tag }}"
          ports:
            - name: http
              containerPort: 8080
          {{- if eq .name "backend" }}
          env:
            - name: API_KEY
              valueFrom:
                secretKeyRef:
                  name: api-key
                  key: apiKey
          {{- end }}
          readinessProbe:
            httpGet:
              path: {{ .probe }}
              port: http
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
            limits:
              memory: 64Mi
{{- end }}
{{- end }}
