# Two commands: `make run` serves the Tower Hamlets demonstration, `make test` runs every test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
GO ?= go
ADDR ?= 127.0.0.1:8080
DATA ?= data/demo
SOURCES := $(shell git ls-files 'internal/web/assets/src/*' tools/assets package-lock.json 2>/dev/null)

.PHONY: help run build test bench check fmt assets debian clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: build ## Build everything and serve the demonstration on http://127.0.0.1:8080
	bin/wardmote demo --addr $(ADDR) --data $(DATA)

build: assets ## Build bin/wardmote
	$(GO) build -trimpath -ldflags "-s -w $$(tools/stamp.sh)" -o bin/wardmote ./cmd/wardmote

node_modules/.ready: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

internal/web/assets/dist/manifest.json: node_modules/.ready $(SOURCES)
	$(GO) run ./tools/assets

assets: internal/web/assets/dist/manifest.json ## Build the style sheets and scripts

debian: ## Install what the tests need beside Go and Node (PostgreSQL, Chromium), where it is missing
	tools/debian.sh

check: assets ## Format, vet and static analysis
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run: make fmt'; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

test: debian check ## Every test: both databases, the browser (check has vetted, so that go test need not)
	$(GO) test -vet=off -timeout 20m ./...
	bin=$$(mktemp -d) && $(GO) build -o $$bin/wardmote ./cmd/wardmote && $$bin/wardmote pack check packs/towerhamlets && rm -r $$bin

bench: build ## Measure, beside the reference programs, into docs/BENCHMARKS.md
	tools/bench/run.sh

fmt: ## Format the Go code
	gofmt -w $$(git ls-files '*.go')

clean: ## Remove what was built; data stays
	rm -rf bin node_modules internal/web/assets/dist/*
	git checkout -q -- internal/web/assets/dist 2>/dev/null || true
