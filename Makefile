# What a person runs. `make site` and `make test` need the Rust toolchain and nothing else.
CARGO ?= cargo
# Where the site will be published; `python3 -m http.server -d public` serves it here.
BASE_URL ?= http://localhost:8000/
# Where cargo puts what it builds. The programs are started from there: `cargo run --package` would
# resolve features for that package alone, and compile its dependencies once more.
BUILT := $(or $(CARGO_TARGET_DIR),target)

# The tests as they are compiled and run: with the places where they make the program fail.
TEST := $(CARGO) test --workspace --all-features

.PHONY: site build content test test-build golden lint tools check check-contract check-clients \
  check-alerts check-pages check-publish check-speed check-stores screenshots bench faults mutants clean

## site: build both programs, serve content/ from memory, render it, check every link
site: build
	$(BUILT)/debug/sitegen build --base-url $(BASE_URL)
	$(BUILT)/debug/sitegen check public

## content: build the program and check the dossiers in content/
content: build
	$(BUILT)/debug/dossier-server check content --deny-warnings

build:
	$(CARGO) build --bins

## test: every test that needs no other tool
test:
	$(TEST)

## golden: keep the pages in tests/golden as they are now, to be read in the difference
golden:
	UPDATE_EXPECT=1 $(TEST) --test it -- golden

# Compiles what `make test` runs.
test-build:
	$(TEST) --no-run
	$(CARGO) build --bins --all-features

## lint: format, clippy with warnings as errors, documentation
lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --all-features --quiet

## check: what needs more tools (buf, Python, Java, a browser, PostgreSQL), which it installs
check: check-contract check-clients check-alerts check-pages check-publish check-stores check-speed

tools:
	scripts/install-tools.sh

# The contract by buf's rules.
check-contract: tools
	scripts/check-contract.sh

# A running server by clients of other makers.
check-clients: build tools
	scripts/check-clients.sh

# The alerts for Prometheus.
check-alerts: tools
	scripts/check-alerts.sh

# The site: HTML, data, feeds, accessibility, keyboard, search.
check-pages: build tools
	scripts/check-pages.sh

# Publishing to buckets, a branch and a folder, as docs/publishing.md says.
check-publish: build tools
	scripts/check-publish.sh

# Stores and replicas on PostgreSQL.
check-stores: tools
	scripts/with-postgres.sh $(TEST) -- --ignored postgres replicas

# The site by Lighthouse, on a machine that does nothing else meanwhile.
check-speed: build tools
	scripts/check-speed.sh

## screenshots: pictures of the site in public/, narrow to wide, light, dark and on paper
screenshots: site tools
	scripts/screenshots.sh

## faults: the long forms of the suites that kill, cut and fill (docs/reliability.md)
faults: build tools
	FAULT_KILLS=500 PROPTEST_CASES=2000 $(TEST) -- faults hostile ledger store
	PUBLISH_KILLS=200 scripts/check-publish.sh

## mutants: falsify clean dossiers in one place at a time, and count by kind what `verify` notices
mutants:
	$(CARGO) test --package dossier-check --all-features --lib mutants -- --nocapture

## bench: measure against baselines in the same run; `make bench BENCH=serve` for a part
bench:
	$(CARGO) build --release --workspace --bins
	$(BUILT)/release/dossier-benches $(BENCH)

clean:
	$(CARGO) clean
