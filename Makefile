# What a person runs. `make content` and `make test` need the Rust toolchain and nothing else.
CARGO ?= cargo

.PHONY: build content test lint check clean

## content: build the program and check the dossiers in content/
content: build
	$(CARGO) run --quiet --package dossier-server -- check content --deny-warnings

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

## check: what needs more tools (buf, Python); scripts/install-tools.sh installs them
check: build
	scripts/install-tools.sh
	scripts/check-contract.sh
	scripts/check-clients.sh

clean:
	$(CARGO) clean
