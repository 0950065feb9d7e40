# Every target does its own set-up. `make help` lists them.
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

synth: $(node) ## Render every platform and environment into dist, and the docs that follow from them
	@node -r ./tools/load-typescript.cjs main.ts

test: $(node) ## Types, lint, scripts, all tests; dist and docs are current
	npx --no-install tsc --noEmit
	npx --no-install biome ci --error-on-warnings .
	@$(run) tools/shellcheck.ts
	npx --no-install jest

admission: $(node) ## Have the API server that KUBECONFIG names judge every file of dist (nothing is kept but namespaces)
	@$(run) tools/admission/index.ts

proof: $(node) ## Break the production manifests on the cluster that KUBECONFIG names and measure it; ROW=name for one row
	@$(run) proof/index.ts $(ROW)

bench: $(node) ## Time synth and test, and write docs/benchmark.md
	@$(run) tools/bench/index.ts

secrets: $(node) ## Create missing Secrets with random values, for a trial; PLATFORM=shopfds ENVIRONMENT=production
	@$(run) tools/secrets.ts $(PLATFORM) $(ENVIRONMENT)

record: $(node) ## Record names and immutable fields as they are now, after a change of them that is meant
	@$(run) tools/record.ts

scrape: $(node) ## Write the metrics of a scrape on standard input for constructs/<component>/metrics; EXPORTER=name VERSION=its version
	@$(run) tools/scrape.ts $(EXPORTER) $(VERSION)

format: $(node) ## Format the code
	npx --no-install biome check --write .
