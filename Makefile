# Perigee. Each command does its own set-up; the work is in scripts/ and xtask/.
.PHONY: help run dev test test-fast bench xlsx-check lint format package load scale screenshots size
.DEFAULT_GOAL := help

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## Build, load the demonstration data and serve (DATABASE_URL=postgres://... for Postgres)
	@scripts/run quick

dev: ## The same with the fastest build and the assets read from disk
	@scripts/run dev

test: ## All tests on SQLite and Postgres, and the journeys in a browser
	@scripts/test all

test-fast: ## The tests on SQLite, without the browser
	@scripts/test fast

bench: ## Ranking again in wasm within a frame, ten thousand random weights within a second
	@scripts/proof bench

xlsx-check: ## LibreOffice recomputes the workbooks of reports; installs libreoffice-calc where it is missing (Debian, as root)
	@scripts/xlsx

lint: ## Format, clippy, rustdoc, dependencies, file lengths, style sheets
	@scripts/lint

format: ## Format the Rust source
	@cargo fmt --all

package: ## One release program with everything inside, in target/package
	@scripts/package

load: ## 200 providers submit offers of 20 MB in the last two minutes: does everything hold? (8 GB of disk)
	@scripts/load

scale: ## A store with 20,000 contracts and 2,000,000 events: what do its pages cost? (25 GB of disk)
	@scripts/scale

screenshots: ## Pictures of the main pages, in end2end/artefacts/shots
	@scripts/screenshots

size: ## What a browser has to fetch; fails over the budget
	@cargo xtask build --release && cargo xtask size
