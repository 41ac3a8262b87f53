# Every target is a line or two; what it does stands in deploy/local (python -m deploy.local.<module>).
PYTHON ?= python3
PORT ?= 8080
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run stop clean env lock protos check test test-long bench images deploy test-cluster

help: ## This list.
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {print "\n" substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Use it
run: env ## Start everything on http://maple.localhost:8080; Ctrl-C stops it. PORT=9080 for other ports.
	@exec $(PY) -m deploy.local run --port $(PORT)
stop: ## Stop what `make run` left running in some other terminal.
	@$(PY) -m deploy.local stop
clean: ## Remove all state: databases, streams, mails, secrets, logs.
	@$(PYTHON) -m deploy.local.cleaning

##@ Run it on Kubernetes
images: env ## Build the three images with docker, podman or buildah; IMAGE_LOAD="kind load docker-image" hands them on.
	@$(PY) -m deploy.images
deploy: env ## Install the demo on whatever cluster KUBECONFIG points at, and wait until it is ready.
	@$(PY) -m deploy.kubernetes deploy
test-cluster: env ## The main job through that cluster's own gateway.
	@$(PY) -m pytest -m cluster tests/cluster

##@ Change it
env: ## Make .venv and install what the lock pins; nothing to do while the lock stays.
	@$(PYTHON) -m deploy.local.environment
check: env ## Lint and types, Python's and the pages'.
	@$(PY) -m deploy.local.checks
test: check ## Lint, types and the whole suite.
	@$(PY) -m deploy.local.chromium
	@$(PY) -m deploy.local.pages
	@$(PY) -m pytest -n 2 --no-loadscope-reorder
test-long: env ## The long proofs: full fault matrix, thousands of timing tries.
	@$(PY) -m deploy.local.chromium
	@$(PY) -m pytest -m long
bench: env ## Measure the numbers of docs/performance.md; prints a table.
	@$(PY) -m tests.bench
lock: env ## Pin the newest versions that pyproject.toml allows.
	@$(PY) -m deploy.local.locks
protos: env ## Generate libs/contracts from protos/.
	@$(PY) -m deploy.local.contracts
