// The named templates that every chart has.
export const helpers = (chart: string): string => `{{/* The text of a file of this chart, rendered: (list $ "path") */}}
{{- define "${chart}.file" -}}
{{- $root := index . 0 -}}
{{- tpl ($root.Files.Get (printf "files/%s" (index . 1))) $root -}}
{{- end }}

{{/* An image, from the mirror of its registry if there is one: (list $ "image") */}}
{{- define "${chart}.image" -}}
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
{{- define "${chart}.settings" -}}
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

`;
