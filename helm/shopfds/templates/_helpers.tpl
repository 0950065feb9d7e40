{{/* The text of a file of this chart, rendered: (list $ "path") */}}
{{- define "shopfds.file" -}}
{{- $root := index . 0 -}}
{{- tpl ($root.Files.Get (printf "files/%s" (index . 1))) $root -}}
{{- end }}

{{/* An image, from the mirror of its registry if there is one: (list $ "image") */}}
{{- define "shopfds.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $parts := regexSplit "/" $image 2 -}}
{{- $registry := "docker.io" -}}
{{- $path := $image -}}
{{- if eq (len $parts) 1 }}
{{- $path = printf "library/%s" $image }}
{{- else if regexMatch "[.:]|^localhost$" (first $parts) }}
{{- $registry = first $parts }}
{{- $path = last $parts }}
{{- end }}
{{- with get ($root.Values.cluster.registries | default dict) $registry }}{{ . }}/{{ $path }}{{ else }}{{ $image }}{{ end }}
{{- end }}

{{/* Settings of several levels as one, the most specific last: maps and lists are combined, and of other values the last one counts. */}}
{{- define "shopfds.settings" -}}
{{- $all := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- if kindIs "invalid" $value }}
{{- else if has $key (list "labels" "annotations" "nodeSelector") }}
{{- $entries := get $all $key | default dict | deepCopy }}
{{- range $name, $text := $value }}{{ $_ := set $entries $name $text }}{{ end }}
{{- $_ := set $all $key $entries }}
{{- else if has $key (list "tolerations" "imagePullSecrets") }}
{{- $_ := set $all $key (concat (get $all $key | default list) $value | uniq) }}
{{- else }}
{{- $_ := set $all $key $value }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson $all }}
{{- end }}

{{- define "shopfds.content.shopfds-redis-shards" }}
{{- $settings := include "shopfds.settings" (list .Values.pods .Values.redis.pod) | fromJson }}
content: 0
files:
  shards.sh: |
    {{- $.Files.Get "files/shopfds-redis-shards/shards.sh" | nindent 4 }}
template:
  metadata:
    {{- if $settings.annotations }}
    annotations:
      {{- range $key, $value := $settings.annotations }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    labels:
      app.kubernetes.io/component: cache
      app.kubernetes.io/instance: shopfds-redis-shards
      app.kubernetes.io/managed-by: ballast
      app.kubernetes.io/name: redis-shards
      app.kubernetes.io/part-of: shopfds
      {{- range $key, $value := $settings.labels }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
  spec:
    {{- if $settings.affinity }}
    affinity:
      {{- toYaml $settings.affinity | nindent 6 }}
    {{- end }}
    automountServiceAccountToken: false
    containers:
      - name: shards
        command:
          - /bin/sh
          - /etc/ballast/shards.sh
          - "3"
        env:
          - name: REDIS_HOST
            value: shopfds-redis
          - name: REDISCLI_AUTH
            valueFrom:
              secretKeyRef:
                key: keeper
                name: shopfds-redis-internal
        {{- if .Values.redis.images.redis.digest }}
        image: {{ include "shopfds.image" (list $ (printf "%s:%s@%s" .Values.redis.images.redis.repository .Values.redis.images.redis.tag .Values.redis.images.redis.digest)) | quote }}
        {{- else }}
        image: {{ include "shopfds.image" (list $ (printf "%s:%s" .Values.redis.images.redis.repository .Values.redis.images.redis.tag)) | quote }}
        {{- end }}
        resources:
          limits:
            memory: 64Mi
          requests:
            cpu: 20m
            memory: 64Mi
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop:
              - ALL
          readOnlyRootFilesystem: true
        volumeMounts:
          - name: files
            mountPath: /etc/ballast
            readOnly: true
          - name: tmp
            mountPath: /tmp
    dnsConfig:
      {{- if ($settings.dnsConfig).nameservers }}
      nameservers:
        {{- range $nameserver := ($settings.dnsConfig).nameservers }}
        - {{ $nameserver | quote }}
        {{- end }}
      {{- end }}
      options:
        - name: ndots
          value: "2"
        - name: timeout
          value: "1"
        - name: attempts
          value: "2"
        - name: no-tld-query
        {{- range $option := ($settings.dnsConfig).options }}
        -
          {{- toYaml $option | nindent 10 }}
        {{- end }}
      {{- if ($settings.dnsConfig).searches }}
      searches:
        {{- range $search := ($settings.dnsConfig).searches }}
        - {{ $search | quote }}
        {{- end }}
      {{- end }}
    enableServiceLinks: false
    {{- if $settings.imagePullSecrets }}
    imagePullSecrets:
      {{- range $imagePullSecret := $settings.imagePullSecrets }}
      - name: {{ $imagePullSecret | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.nodeSelector }}
    nodeSelector:
      {{- range $key, $value := $settings.nodeSelector }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.priorityClassName }}
    priorityClassName: {{ $settings.priorityClassName | quote }}
    {{- end }}
    restartPolicy: OnFailure
    {{- if $settings.runtimeClassName }}
    runtimeClassName: {{ $settings.runtimeClassName | quote }}
    {{- end }}
    securityContext:
      fsGroup: 999
      fsGroupChangePolicy: OnRootMismatch
      runAsGroup: 999
      runAsNonRoot: true
      runAsUser: 999
      seccompProfile:
        type: RuntimeDefault
    terminationGracePeriodSeconds: 5
    {{- if $settings.tolerations }}
    tolerations:
      {{- range $toleration := $settings.tolerations }}
      -
        {{- toYaml $toleration | nindent 8 }}
      {{- end }}
    {{- end }}
    volumes:
      - name: files
        configMap:
          name: shopfds-redis-shards
      - name: tmp
        emptyDir: {}
{{- end }}

{{- define "shopfds.content.ecommerce-schema-migration" }}
{{- $settings := include "shopfds.settings" (list .Values.pods .Values.migrations.pod) | fromJson }}
files: {}
template:
  metadata:
    {{- if $settings.annotations }}
    annotations:
      {{- range $key, $value := $settings.annotations }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    labels:
      app.kubernetes.io/component: migration
      app.kubernetes.io/instance: ecommerce-schema-migration
      app.kubernetes.io/managed-by: ballast
      app.kubernetes.io/name: ecommerce-schema
      app.kubernetes.io/part-of: shopfds
      {{- range $key, $value := $settings.labels }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
  spec:
    {{- if $settings.affinity }}
    affinity:
      {{- toYaml $settings.affinity | nindent 6 }}
    {{- end }}
    automountServiceAccountToken: false
    containers:
      - name: migration
        command:
          - alembic
          - upgrade
          - head
        env:
          - name: DATABASE_URL_PASSWORD
            valueFrom:
              secretKeyRef:
                key: password
                name: shopfds-db-ecommerce
          - name: DATABASE_URL
            value: postgresql://ecommerce:$(DATABASE_URL_PASSWORD)@shopfds-db-rw:5432/ecommerce?connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=6000&target_session_attrs=read-write
        image: {{ include "shopfds.image" (list $ .Values.ecommerce.image) | quote }}
        resources:
          limits:
            {{- if .Values.migrations.resources.cpuLimit }}
            cpu: {{ .Values.migrations.resources.cpuLimit | quote }}
            {{- end }}
            {{- if .Values.migrations.resources.ephemeralStorage }}
            ephemeral-storage: {{ .Values.migrations.resources.ephemeralStorage | quote }}
            {{- end }}
            memory: {{ .Values.migrations.resources.memory | quote }}
          requests:
            cpu: {{ .Values.migrations.resources.cpu | quote }}
            {{- if .Values.migrations.resources.ephemeralStorage }}
            ephemeral-storage: {{ .Values.migrations.resources.ephemeralStorage | quote }}
            {{- end }}
            memory: {{ .Values.migrations.resources.memory | quote }}
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop:
              - ALL
          readOnlyRootFilesystem: true
        volumeMounts:
          - name: tmp
            mountPath: /tmp
    dnsConfig:
      {{- if ($settings.dnsConfig).nameservers }}
      nameservers:
        {{- range $nameserver := ($settings.dnsConfig).nameservers }}
        - {{ $nameserver | quote }}
        {{- end }}
      {{- end }}
      options:
        - name: ndots
          value: "2"
        - name: timeout
          value: "1"
        - name: attempts
          value: "2"
        - name: no-tld-query
        {{- range $option := ($settings.dnsConfig).options }}
        -
          {{- toYaml $option | nindent 10 }}
        {{- end }}
      {{- if ($settings.dnsConfig).searches }}
      searches:
        {{- range $search := ($settings.dnsConfig).searches }}
        - {{ $search | quote }}
        {{- end }}
      {{- end }}
    enableServiceLinks: false
    {{- if $settings.imagePullSecrets }}
    imagePullSecrets:
      {{- range $imagePullSecret := $settings.imagePullSecrets }}
      - name: {{ $imagePullSecret | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.nodeSelector }}
    nodeSelector:
      {{- range $key, $value := $settings.nodeSelector }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.priorityClassName }}
    priorityClassName: {{ $settings.priorityClassName | quote }}
    {{- end }}
    restartPolicy: OnFailure
    {{- if $settings.runtimeClassName }}
    runtimeClassName: {{ $settings.runtimeClassName | quote }}
    {{- end }}
    securityContext:
      fsGroup: 10001
      fsGroupChangePolicy: OnRootMismatch
      runAsGroup: 10001
      runAsNonRoot: true
      runAsUser: 10001
      seccompProfile:
        type: RuntimeDefault
    terminationGracePeriodSeconds: 5
    {{- if $settings.tolerations }}
    tolerations:
      {{- range $toleration := $settings.tolerations }}
      -
        {{- toYaml $toleration | nindent 8 }}
      {{- end }}
    {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
{{- end }}

{{- define "shopfds.content.fds-schema-migration" }}
{{- $settings := include "shopfds.settings" (list .Values.pods .Values.migrations.pod) | fromJson }}
files: {}
template:
  metadata:
    {{- if $settings.annotations }}
    annotations:
      {{- range $key, $value := $settings.annotations }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    labels:
      app.kubernetes.io/component: migration
      app.kubernetes.io/instance: fds-schema-migration
      app.kubernetes.io/managed-by: ballast
      app.kubernetes.io/name: fds-schema
      app.kubernetes.io/part-of: shopfds
      {{- range $key, $value := $settings.labels }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
  spec:
    {{- if $settings.affinity }}
    affinity:
      {{- toYaml $settings.affinity | nindent 6 }}
    {{- end }}
    automountServiceAccountToken: false
    containers:
      - name: migration
        command:
          - alembic
          - upgrade
          - head
        env:
          - name: DATABASE_URL_PASSWORD
            valueFrom:
              secretKeyRef:
                key: password
                name: shopfds-db-fds
          - name: DATABASE_URL
            value: postgresql://fds:$(DATABASE_URL_PASSWORD)@shopfds-db-rw:5432/fds?connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=6000&target_session_attrs=read-write
        image: {{ include "shopfds.image" (list $ .Values.fds.image) | quote }}
        resources:
          limits:
            {{- if .Values.migrations.resources.cpuLimit }}
            cpu: {{ .Values.migrations.resources.cpuLimit | quote }}
            {{- end }}
            {{- if .Values.migrations.resources.ephemeralStorage }}
            ephemeral-storage: {{ .Values.migrations.resources.ephemeralStorage | quote }}
            {{- end }}
            memory: {{ .Values.migrations.resources.memory | quote }}
          requests:
            cpu: {{ .Values.migrations.resources.cpu | quote }}
            {{- if .Values.migrations.resources.ephemeralStorage }}
            ephemeral-storage: {{ .Values.migrations.resources.ephemeralStorage | quote }}
            {{- end }}
            memory: {{ .Values.migrations.resources.memory | quote }}
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop:
              - ALL
          readOnlyRootFilesystem: true
        volumeMounts:
          - name: tmp
            mountPath: /tmp
    dnsConfig:
      {{- if ($settings.dnsConfig).nameservers }}
      nameservers:
        {{- range $nameserver := ($settings.dnsConfig).nameservers }}
        - {{ $nameserver | quote }}
        {{- end }}
      {{- end }}
      options:
        - name: ndots
          value: "2"
        - name: timeout
          value: "1"
        - name: attempts
          value: "2"
        - name: no-tld-query
        {{- range $option := ($settings.dnsConfig).options }}
        -
          {{- toYaml $option | nindent 10 }}
        {{- end }}
      {{- if ($settings.dnsConfig).searches }}
      searches:
        {{- range $search := ($settings.dnsConfig).searches }}
        - {{ $search | quote }}
        {{- end }}
      {{- end }}
    enableServiceLinks: false
    {{- if $settings.imagePullSecrets }}
    imagePullSecrets:
      {{- range $imagePullSecret := $settings.imagePullSecrets }}
      - name: {{ $imagePullSecret | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.nodeSelector }}
    nodeSelector:
      {{- range $key, $value := $settings.nodeSelector }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.priorityClassName }}
    priorityClassName: {{ $settings.priorityClassName | quote }}
    {{- end }}
    restartPolicy: OnFailure
    {{- if $settings.runtimeClassName }}
    runtimeClassName: {{ $settings.runtimeClassName | quote }}
    {{- end }}
    securityContext:
      fsGroup: 10001
      fsGroupChangePolicy: OnRootMismatch
      runAsGroup: 10001
      runAsNonRoot: true
      runAsUser: 10001
      seccompProfile:
        type: RuntimeDefault
    terminationGracePeriodSeconds: 5
    {{- if $settings.tolerations }}
    tolerations:
      {{- range $toleration := $settings.tolerations }}
      -
        {{- toYaml $toleration | nindent 8 }}
      {{- end }}
    {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
{{- end }}

{{- define "shopfds.content.generated-secrets" }}
{{- $settings := include "shopfds.settings" (list .Values.pods) | fromJson }}
files:
  generate-secrets.sh: |
    {{- $.Files.Get "files/generated-secrets/generate-secrets.sh" | nindent 4 }}
  secrets: |
    {{- $.Files.Get "files/generated-secrets/secrets" | nindent 4 }}
template:
  metadata:
    {{- if $settings.annotations }}
    annotations:
      {{- range $key, $value := $settings.annotations }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    labels:
      app.kubernetes.io/component: secrets
      app.kubernetes.io/instance: generated-secrets
      app.kubernetes.io/managed-by: ballast
      app.kubernetes.io/name: generated-secrets
      app.kubernetes.io/part-of: shopfds
      {{- range $key, $value := $settings.labels }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
  spec:
    {{- if $settings.affinity }}
    affinity:
      {{- toYaml $settings.affinity | nindent 6 }}
    {{- end }}
    automountServiceAccountToken: false
    containers:
      - name: generated-secrets
        command:
          - /bin/sh
          - /etc/ballast/generate-secrets.sh
        env:
          - name: JOB
            value: generated-secrets
        {{- if (.Values.secrets.image).digest }}
        image: {{ include "shopfds.image" (list $ (printf "%s:%s@%s" ((.Values.secrets.image).repository) ((.Values.secrets.image).tag) ((.Values.secrets.image).digest))) | quote }}
        {{- else }}
        image: {{ include "shopfds.image" (list $ (printf "%s:%s" ((.Values.secrets.image).repository) ((.Values.secrets.image).tag))) | quote }}
        {{- end }}
        resources:
          limits:
            memory: 32Mi
          requests:
            cpu: 10m
            memory: 32Mi
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop:
              - ALL
          readOnlyRootFilesystem: true
        volumeMounts:
          - name: kubernetes-api
            mountPath: /var/run/secrets/kubernetes.io/serviceaccount
            readOnly: true
          - name: files
            mountPath: /etc/ballast
            readOnly: true
          - name: tmp
            mountPath: /tmp
    dnsConfig:
      {{- if ($settings.dnsConfig).nameservers }}
      nameservers:
        {{- range $nameserver := ($settings.dnsConfig).nameservers }}
        - {{ $nameserver | quote }}
        {{- end }}
      {{- end }}
      options:
        - name: ndots
          value: "2"
        - name: timeout
          value: "1"
        - name: attempts
          value: "2"
        - name: no-tld-query
        {{- range $option := ($settings.dnsConfig).options }}
        -
          {{- toYaml $option | nindent 10 }}
        {{- end }}
      {{- if ($settings.dnsConfig).searches }}
      searches:
        {{- range $search := ($settings.dnsConfig).searches }}
        - {{ $search | quote }}
        {{- end }}
      {{- end }}
    enableServiceLinks: false
    {{- if $settings.imagePullSecrets }}
    imagePullSecrets:
      {{- range $imagePullSecret := $settings.imagePullSecrets }}
      - name: {{ $imagePullSecret | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.nodeSelector }}
    nodeSelector:
      {{- range $key, $value := $settings.nodeSelector }}
      {{ $key | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
    {{- if $settings.priorityClassName }}
    priorityClassName: {{ $settings.priorityClassName | quote }}
    {{- end }}
    restartPolicy: OnFailure
    {{- if $settings.runtimeClassName }}
    runtimeClassName: {{ $settings.runtimeClassName | quote }}
    {{- end }}
    securityContext:
      fsGroup: 101
      fsGroupChangePolicy: OnRootMismatch
      runAsGroup: 101
      runAsNonRoot: true
      runAsUser: 100
      seccompProfile:
        type: RuntimeDefault
    serviceAccountName: generated-secrets
    terminationGracePeriodSeconds: 5
    {{- if $settings.tolerations }}
    tolerations:
      {{- range $toleration := $settings.tolerations }}
      -
        {{- toYaml $toleration | nindent 8 }}
      {{- end }}
    {{- end }}
    volumes:
      - name: kubernetes-api
        projected:
          sources:
            - serviceAccountToken:
                expirationSeconds: 3600
                path: token
            - configMap:
                items:
                  - key: ca.crt
                    path: ca.crt
                name: kube-root-ca.crt
            - downwardAPI:
                items:
                  - fieldRef:
                      apiVersion: v1
                      fieldPath: metadata.namespace
                    path: namespace
      - name: files
        configMap:
          name: generated-secrets
      - name: tmp
        emptyDir: {}
{{- end }}
