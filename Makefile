# SPDX-License-Identifier: EUPL-1.2
# The front door.  Meson and ninja do the work; see docs/developer/build.md.
#
#   make           builds build/src/peil
#   make demo      shows an example organisation on http://127.0.0.1:8080, or LISTEN
#   make test      everything that .ci/run runs
#   make test-ROOM the tests of one room, as in make test-finding
#   make check     the static checks alone
#   make bench     measures and prints
#   make oracle    compares the method with R and GLPK; installs them
#   make picture   makes the picture of the README anew, from the demo
#   make fuzz      fuzzes parsers, pages, server and store for FUZZ_SECONDS (60) each, or those of FUZZ
#   make install   installs; PREFIX and DESTDIR as usual
#   make deb       a package for Debian, in build-deb/out
#   make deb-try   installs, upgrades, removes and purges it in a Debian of its own
#   make image     a root file system for a container, in build-deb/out
#   make sbom      what the program is made of, in build-deb/out
#   make reproducible  builds twice in other folders and compares the bytes
#   make coverage  lines and branches that the unit tests reach, a line a room
#   make mutate    changes a line at a time and lists what no test notices

PREFIX       ?= /usr/local
FUZZ_SECONDS ?= 60
PEIL          = build/src/peil
SANITIZERS    = ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1 \
		UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
UNIT          = $(SANITIZERS) meson test -C build-test --no-rebuild --print-errorlogs \
		--timeout-multiplier $(PEIL_TEST_PATIENCE)
HTTP          = $(SANITIZERS) node tools/test-http.mjs build-test/src/peil
# Little more than half the time of -O2 -g to compile.  What is needed is there: FORTIFY
# with clang; with sanitizers the lines in a trace, and the passes that gcc's
# -Warray-bounds and -Wstrict-aliasing see more with.
QUICK         = -Doptimization=1 -Ddebug=false
QUICK_GCC     = $(QUICK) -Dc_args='-g1 -ftree-vrp -fstrict-aliasing'
# Multiplies every limit of a test, for a busy or slow machine.
PEIL_TEST_PATIENCE ?= 1
export PEIL_TEST_PATIENCE

all: build/build.ninja
	ninja -C build

build/build.ninja: | node_modules/.package-lock.json
	meson setup build --buildtype=release --prefix=$(PREFIX)

node_modules/.package-lock.json: package-lock.json
	tools/need build
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

bench: all
	tools/bench build

demo: all
	$(PEIL) demo $(if $(LISTEN),--listen $(LISTEN))

# PREFIX of now, also when the build was set up with another.
install: all
	meson configure build --prefix=$(PREFIX)
	ninja -C build
	meson install -C build --no-rebuild

# What others install is built apart: prefix /usr, and paths that say nothing.
build-deb/build.ninja: | node_modules/.package-lock.json
	meson setup build-deb --buildtype=release --prefix=/usr

package: build-deb/build.ninja
	@tools/need package
	ninja -C build-deb installed

deb: package
	tools/deb build-deb build-deb/out
	lintian --fail-on error,warning build-deb/out/peil_*.deb

# In a Debian of its own; as root, with a network.
deb-try: deb
	@tools/need deb-try
	tools/deb-try build-deb/out/peil_*.deb

image: package
	tools/image build-deb build-deb/out

sbom: package
	node tools/sbom.mjs build-deb build-deb/out

reproducible: | node_modules/.package-lock.json
	@tools/need package
	tools/reproducible

coverage: | node_modules/.package-lock.json
	@tools/need coverage
	tools/coverage

mutate: | node_modules/.package-lock.json
	node tools/mutate.mjs

# Each part, also when one before it is red; the sum in the end.
test: need-test
	+@node tools/test-all.mjs $(MAKE) build-test unit clang check reuse http

need-test:
	@tools/need build test

# All unit tests, the layer check and the fuzz corpora, under the sanitizers.
unit: build-test/build.ninja
	ninja -C build-test
	$(UNIT)

# The tests of one room: its unit tests, those over HTTP and in a browser.
test-%: build-test/build.ninja
	ninja -C build-test
	$(UNIT) --suite $*; unit=$$?; $(HTTP) $* && exit $$unit

build-test/build.ninja: | node_modules/.package-lock.json
	meson setup build-test -Dwerror=true -Db_sanitize=address,undefined $(QUICK_GCC)

clang: build-clang/build.ninja
	ninja -C build-clang

build-clang/build.ninja: | node_modules/.package-lock.json
	CC=clang meson setup build-clang -Dwerror=true $(QUICK)

check: need-test build-test/build.ninja build-clang/build.ninja
	ninja -C build-test
	ninja -C build-clang
	node tools/check.mjs build-test build-clang

reuse:
	reuse lint --quiet || reuse lint

http: build-test/build.ninja
	ninja -C build-test
	$(HTTP)

fuzz: | node_modules/.package-lock.json
	@tools/need fuzz
	test -f build-fuzz/build.ninja || CC=clang meson setup build-fuzz -Dfuzz=true \
		-Db_sanitize=address,undefined -Db_lundef=false
	ninja -C build-fuzz
	tools/fuzz-all build-fuzz/fuzz $(FUZZ_SECONDS) $(FUZZ)

oracle: all
	tests/oracle/run $(PEIL)

picture: all
	@tools/need test
	node tools/picture.mjs $(PEIL) docs/picture.png

clean:
	rm -rf build build-test build-clang build-fuzz build-deb build-coverage build-mutate

.PHONY: all bench picture oracle demo install test need-test unit clang check reuse http fuzz clean package deb deb-try image sbom \
	reproducible coverage mutate
