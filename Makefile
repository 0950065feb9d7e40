# Every target installs what it needs. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
node := node_modules/.package-lock.json
run := node -r tsx/cjs

.PHONY: help synth test admission proof bench record scrape secrets format

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

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

secrets: $(node) ## Create missing Secrets with random values, for a trial; PLATFORM=shopfds ENVIRONMENT=production
	@$(run) tools/secrets.ts $(PLATFORM) $(ENVIRONMENT)

record: $(node) ## Record the current names and immutable fields, after an intended change
	@$(run) tools/record.ts

scrape: $(node) ## Print the metrics of a scrape from standard input as a file for constructs/<component>/metrics; EXPORTER=name VERSION=its version
	@$(run) tools/scrape.ts $(EXPORTER) $(VERSION)

format: $(node) ## Format the code
	node_modules/.bin/biome check --write .
