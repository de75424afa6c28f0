# What a person runs. `make site` and `make test` need the Rust toolchain and nothing else.
CARGO ?= cargo
BIN := $(or $(CARGO_TARGET_DIR),target)/debug

.PHONY: build site test check lint bench clean

## site: build both programs, render the website from content/ into public/
site: build
	$(BIN)/sitegen build --content content --out public

build:
	$(CARGO) build --workspace --bins

## test: every test that needs no other tool
test:
	$(CARGO) test --workspace --all-features

## lint: format, clippy with warnings as errors, documentation
lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --all-features --quiet

## check: what needs more tools (buf, Python, Chromium); scripts/install-tools.sh installs them
check:
	scripts/install-tools.sh
	scripts/check-contract.sh
	scripts/check-clients.sh
	scripts/check-pages.sh

## bench: all benchmarks; docs/performance.md explains them
bench:
	$(CARGO) bench --package dossier --all-features

clean:
	$(CARGO) clean
	rm -rf public
