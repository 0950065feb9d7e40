# Every target installs what it needs. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
node := node_modules/.package-lock.json
run := node -r tsx/cjs
# What the everyday commands read, each as one argument.
options = 'PLATFORM=$(PLATFORM)' 'ENVIRONMENT=$(ENVIRONMENT)' 'CONTEXT=$(CONTEXT)' 'YES=$(YES)'

.PHONY: help setup dev status clean secrets synth test admission proof bench record scrape format

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: ## From a fresh clone to dev on the current cluster of kubectl: check programs, install packages, then the same as make dev
	@sh tools/everyday/check-programs.sh
	@$(MAKE) --no-print-directory dev

dev: $(node) ## Apply dev to the current cluster of kubectl, wait until it is ready, and say how to reach it; CONTEXT=its name if it is not on this machine
	@$(run) tools/dev.ts $(options)

status: $(node) ## Show what runs, who is primary, and what is not ready and why; ENVIRONMENT=production if the namespace has no label
	@$(run) tools/status.ts $(options)

clean: $(node) ## Remove dev with its volumes from the current cluster, after a question; YES=1 for no question
	@$(run) tools/clean.ts $(options)

secrets: $(node) ## Create missing Secrets with random values, for a trial; PLATFORM=shopfds ENVIRONMENT=production
	@$(run) tools/secrets.ts $(options)

$(node): package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

synth: $(node) ## Render every platform and environment into dist, the charts into helm, and update the generated docs
	@node -r ./tools/load-typescript.cjs main.ts

test: $(node) ## Check types, lint and scripts, run all tests, and check that dist and docs are current
	node_modules/.bin/tsc --noEmit
	node_modules/.bin/biome ci --error-on-warnings .
	@$(run) tools/shellcheck.ts
	node_modules/.bin/jest

admission: $(node) ## Validate every file of dist, and the charts if helm is on PATH, on the API server of KUBECONFIG, as a dry run (only missing namespaces are created)
	@$(run) tools/admission/index.ts

proof: $(node) ## Apply the production manifests to the cluster of KUBECONFIG, cause failures and measure them; ROW=shopfds/redis/drain for one row, ROW=shopfds/redis for a store's, several with commas
	@$(run) proof/index.ts $(ROW)

bench: $(node) ## Time synth and test, and write docs/benchmark.md
	@$(run) tools/bench/index.ts

record: $(node) ## Record the current names and immutable fields, after an intended change
	@$(run) tools/record.ts

scrape: $(node) ## Print the metrics of a scrape from standard input as a file for constructs/<component>/metrics; EXPORTER=name VERSION=its version
	@$(run) tools/scrape.ts $(EXPORTER) $(VERSION)

format: $(node) ## Format the code
	node_modules/.bin/biome check --write .
