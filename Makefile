# crib: compile your notes.
#
#   make              set up what is missing, build, compile input/ into output/
#   make check        set up what the tests need, run every test; last line `N passed, N failed`
#   make help         the other targets
#
# BUILD=DIR builds elsewhere, NO_INSTALL=1 never installs a package, V=1 shows the commands.

BUILD   ?= build
# Where styles/ and fonts/ are when crib is not installed.
SOURCE_DATA ?= $(CURDIR)
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
OPT     ?= -O2 -g
WERROR  ?=
Q       := $(if $(V),,@)
VERSION := $(shell sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1)

# Libraries with a pkg-config file. libxlsxwriter is linked by hand: Debian 13's file asks for a minizip
# it does not bring, and pkg-config then prints nothing at all.
PKGS := md4c libpcre2-8 icu-i18n icu-uc harfbuzz fontconfig yaml-0.1 sqlite3 libzip \
        libpng libjpeg libqrencode
# librsvg and libwebp are optional: without them such pictures print as boxes with their name. librsvg is loaded when
# an SVG is there, so it is not linked.
RSVG := $(shell pkg-config --exists librsvg-2.0 2>/dev/null && echo librsvg-2.0)
WEBP := $(shell pkg-config --exists libwebp libwebpdemux 2>/dev/null && echo libwebp libwebpdemux)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wvla \
        -Werror=implicit-function-declaration $(WERROR)
# Asked only when a goal compiles: on a fresh machine pkg-config itself is not there yet.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
RSVG_CFLAGS = $(eval RSVG_CFLAGS := $$(if $(RSVG),-DHAVE_RSVG $$(shell pkg-config --cflags $(RSVG))))$(RSVG_CFLAGS)
WEBP_CFLAGS = $(eval WEBP_CFLAGS := $$(if $(WEBP),-DHAVE_WEBP $$(shell pkg-config --cflags $(WEBP))))$(WEBP_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS) $(WEBP)))$(PKG_LIBS)
CPPFLAGS_ALL = -Isrc -D_GNU_SOURCE -DCRIB_VERSION='"$(VERSION)"' -DCRIB_SOURCE_DATA='"$(SOURCE_DATA)"' $(PKG_CFLAGS)
CFLAGS_ALL   = -std=c11 $(OPT) $(WARN) $(CFLAGS)
LIBS         = -lhpdf -lxlsxwriter $(PKG_LIBS) -lhyphen -lpthread -lz -ldeflate -lm -ldl

SRC   := $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJ   := $(SRC:src/%.c=$(BUILD)/obj/%.o)
LIB_OBJ := $(filter-out $(BUILD)/obj/cli/main.o,$(OBJ))
HEADERS := $(sort $(wildcard src/*/*.h src/*/*/*.h))

UNIT_SRC := $(sort $(wildcard tests/unit/*/*.c tests/unit/*.c))
UNIT     := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
BENCH    := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard tests/bench/*.c)))

.DEFAULT_GOAL := all
.PHONY: manual docs coverage install uninstall deb dist pictures all setup build output check tests check-corpus check-unit bench bench-more asan tsan valgrind torture fuzz fuzz-afl lint analyze format layers size headers clean help
.DELETE_ON_ERROR:

all: setup
	@$(MAKE) --no-print-directory build output

setup:
	@sh .ci/setup build

build: $(BUILD)/crib manual

# Manual pages and completions, from docs/man/ and the tables of the program.
MANUAL := $(patsubst docs/man/%.in,$(BUILD)/man/%,$(sort $(wildcard docs/man/*.in)))
SHELLS := $(BUILD)/completions/bash $(BUILD)/completions/zsh $(BUILD)/completions/fish
manual: $(MANUAL) $(SHELLS)
.SECONDARY: $(BUILD)/docs/pages $(BUILD)/docs/completions

$(BUILD)/docs/%: docs/man/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a $(LIBS)

$(BUILD)/man/%: docs/man/%.in $(BUILD)/docs/pages $(wildcard styles/labels/*.yaml)
	@mkdir -p $(@D)
	$(Q)$(BUILD)/docs/pages $< . >$@

$(BUILD)/completions/%: $(BUILD)/docs/completions
	@mkdir -p $(@D)
	$(Q)$(BUILD)/docs/completions $* >$@

output: $(BUILD)/crib
	$(BUILD)/crib build

$(BUILD)/crib: $(BUILD)/obj/cli/main.o $(BUILD)/libcrib.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcrib.a: $(LIB_OBJ)
	@rm -f $@
	@echo "  AR  $@"
	$(Q)$(AR) rcs $@ $^

$(BUILD)/obj/layout/image%.o: CPPFLAGS_ALL += $(RSVG_CFLAGS) $(WEBP_CFLAGS)

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests/unit $(CFLAGS_ALL) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a \
	    $$(pkg-config --cflags --libs check jansson) $(LIBS)

$(BUILD)/spec/%: tests/spec/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC   $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a $(LIBS)

$(BUILD)/corpus/%: tests/corpus/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests/unit $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a $(LIBS)

$(BUILD)/pathological/%: tests/pathological/%.c $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libcrib.a $(LIBS)

# Fuzz targets, for libFuzzer (clang) or, with REPLAY, to run known inputs once.
FUZZ       := $(patsubst tests/fuzz/%.c,%,$(filter-out tests/fuzz/main.c,$(sort $(wildcard tests/fuzz/*.c))))
FUZZ_FLAGS ?= -DREPLAY
# The sources of md4c, built with the target when they are there: its branches guide the fuzzer.
MD4C_SRC   ?= $(wildcard $(BUILD)/md4c/src/md4c.c)
$(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/main.c $(wildcard tests/fuzz/*.h) $(BUILD)/libcrib.a
	@mkdir -p $(@D)
	@echo "  CC  $@"
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests/unit -Itests/unit/syntax -Itests/unit/study $(CFLAGS_ALL) -Wno-conversion $(FUZZ_FLAGS) $(LDFLAGS) -o $@ $< \
	    tests/fuzz/main.c $(MD4C_SRC) $(BUILD)/libcrib.a $$(pkg-config --cflags --libs jansson) $(LIBS)

-include $(OBJ:.o=.d) $(UNIT:=.d) $(BENCH:=.d) $(BUILD)/docs/pages.d $(BUILD)/docs/completions.d

# Everything that is tested, with what the tests need set up first.
check:
	@sh .ci/setup build && sh .ci/setup check && sh .ci/venv $(BUILD)/venv
	@$(MAKE) --no-print-directory layers build tests
	@sh tests/run $(BUILD)

tests: $(UNIT) $(FUZZ:%=$(BUILD)/fuzz/%) $(BUILD)/spec/commonmark $(BUILD)/pathological/front_end

# Tests over a folder of real notes kept outside the project: make check-corpus NOTES=DIR
check-corpus: build $(BUILD)/corpus/study
	@test -d "$(NOTES)" || { echo "usage: make check-corpus NOTES=DIR"; exit 2; }
	@NOTES="$(abspath $(NOTES))" sh tests/run $(BUILD) corpus

check-unit: $(UNIT)
	@for t in $(UNIT); do echo "== $$t"; $$t || exit 1; done

# The table of speed: every bar and what was measured, peers in the same run where they are installed. BUSY=1: by the
# processor's seconds, for a machine that has other things to do. NOTES=DIR: a folder with the notes the bars speak of.
bench: build $(BENCH)
	@p=$(or $(VPY),$(BUILD)/venv/bin/python); [ -x "$$p" ] || p=python3; VPY=$$p PYTHONDONTWRITEBYTECODE=1 $$p tests/bench/table.py $(BUILD) $(RUNS)

# More figures: each stage, three lengths of notes, four ways to write a workbook, watching.
bench-more: build $(BENCH)
	@for b in $(BENCH); do $$b || exit 1; done
	@VPY=$(or $(VPY),$(BUILD)/venv/bin/python) python3 tests/bench/bench.py $(BUILD)/crib $(RUNS)
	@p=$(or $(VPY),$(BUILD)/venv/bin/python); [ ! -x $$p ] || PYTHONDONTWRITEBYTECODE=1 $$p tests/bench/peers.py $(BUILD) $(RUNS)
	@python3 tests/bench/watch.py $(BUILD)/crib input/llm-notes.md

# Sanitizers change every object, so each has a build folder of its own. With NOTES=DIR, every command over those notes, too.
asan: SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined
tsan: SANITIZE = -fsanitize=thread
asan tsan: export ASAN_OPTIONS=allocator_may_return_null=1:detect_stack_use_after_return=1
asan tsan: export TSAN_OPTIONS=allocator_may_return_null=1
asan tsan: export LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
asan tsan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-$@ OPT="-O1 -g" \
	    CFLAGS="$(SANITIZE) -fno-omit-frame-pointer $(CFLAGS)" build check-unit
	@[ -z "$(NOTES)" ] || NOTES="$(abspath $(NOTES))" CRIB="$(abspath $(BUILD)-$@)/crib" tests/corpus/commands.test

# Unit tests and a build of the sample under valgrind: what is read before it is written, and memory nobody frees.
VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp
valgrind: $(UNIT)
	@sh .ci/setup trust
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-tidy CFLAGS="-DTIDY_EXIT $(CFLAGS)" build
	@$(VALGRIND) $(BUILD)-tidy/crib build input/llm-notes.md -o $(BUILD)/valgrind --no-sandbox -q
	@for t in $(UNIT); do echo "== $$t"; CK_TIMEOUT_MULTIPLIER=60 $(VALGRIND) $$t || exit 1; done

# Every call and allocation made to fail, not some of each: an hour. `make check` has the short form.
torture: build
	@FULL=1 BUILD=$(BUILD) TOP=$(CURDIR) CRIB=$(BUILD)/crib tests/fault/fault.test

# Fuzzing with libFuzzer for SECONDS a target (smoke: as many inputs as tests/fuzz/smoke says, always the same); what breaks
# a promise is left in build-fuzz/work/found.
# Offsetting a null pointer by nothing, which clang's sanitizer reports, is defined by the next C and by every compiler.
SECONDS ?= 60
fuzz:
	@sh .ci/setup build && sh .ci/setup fuzz
	@sh tests/fuzz/md4c $(BUILD)-fuzz/md4c
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-fuzz CC=clang OPT="-O1 -g" FUZZ_FLAGS=-fsanitize=fuzzer \
	    CFLAGS="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize=pointer-overflow -fno-sanitize-recover=undefined -fno-omit-frame-pointer" \
	    $(FUZZ:%=$(BUILD)-fuzz/fuzz/%)
	@sh tests/fuzz/run $(BUILD)-fuzz/fuzz $(BUILD)-fuzz/work $(SECONDS) $(TARGETS)

# The same targets under AFL++.
fuzz-afl:
	@sh .ci/setup build && sh .ci/setup fuzz && sh .ci/setup afl
	@sh tests/fuzz/md4c $(BUILD)-afl/md4c
	@AFL_USE_ASAN=1 AFL_USE_UBSAN=1 $(MAKE) --no-print-directory BUILD=$(BUILD)-afl CC=afl-clang-fast OPT="-O1 -g" \
	    FUZZ_FLAGS=-fsanitize=fuzzer CFLAGS="-fno-sanitize=pointer-overflow -fno-omit-frame-pointer" $(FUZZ:%=$(BUILD)-afl/fuzz/%)
	@sh tests/fuzz/afl $(BUILD)-afl/fuzz $(BUILD)-afl/work $(SECONDS) $(TARGETS)

# One file per clang-tidy: version 14 mixes up the variable arguments of files it checks together.
# cppcheck 2.10 cannot parse a compound literal between ? and :, and takes NULL for a bare 0.
lint:
	@sh .ci/setup lint
	@echo $(SRC) | tr ' ' '\n' | xargs -P 2 -I{} clang-tidy --quiet {} -- $(CPPFLAGS_ALL) $(RSVG_CFLAGS) $(WEBP_CFLAGS) -std=c11
	@cppcheck --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -q \
	    --suppress=internalAstError --suppress=varFuncNullUB \
	    -Isrc -D_GNU_SOURCE src

# What gcc's analyzer follows from call to call; it finds most when nothing is optimised away. To it all that the allocator
# hands out leaks.
analyze:
	@echo $(filter-out src/base/arena.c,$(SRC)) | tr ' ' '\n' | xargs -P 2 -I{} gcc -fanalyzer -O0 -std=c11 -Werror $(CPPFLAGS_ALL) $(RSVG_CFLAGS) $(WEBP_CFLAGS) \
	    -c -o /dev/null {}

layers:
	@awk -f .ci/layers.awk src/layers.txt $(SRC) $(HEADERS)

headers:
	@for h in $(HEADERS); do echo "#include \"$${h#src/}\"" | \
	    $(CC) $(CPPFLAGS_ALL) -std=c11 $(WARN) -Wno-unused-macros -fsyntax-only -x c - || exit 1; done

format:
	@clang-format -i $(SRC) $(HEADERS) $(UNIT_SRC)

size:
	@sh .ci/setup lint
	@sh .ci/size $(SRC) $(HEADERS)

# Lines and branches of src/ the tests reach, in a build of its own.
coverage:
	@sh .ci/setup trust
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-cov OPT="-O0 -g" CFLAGS="--coverage -fprofile-update=atomic -DMEASURE_COVERAGE $(CFLAGS)" build tests
	@sh .ci/venv $(BUILD)-cov/venv
	@HOSTILE_TIME=20 sh tests/run $(BUILD)-cov
	@gcovr --root . --filter src/ --print-summary --txt $(BUILD)-cov/coverage.txt $(BUILD)-cov | tail -4

# Where things go; a package overrides what its system wants elsewhere.
PREFIX   ?= /usr/local
SHARE     = $(DESTDIR)$(PREFIX)/share
BASH_DIR  = $(SHARE)/bash-completion/completions
ZSH_DIR   = $(SHARE)/zsh/site-functions
FISH_DIR  = $(SHARE)/fish/vendor_completions.d
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/crib $(BASH_DIR) $(ZSH_DIR) $(FISH_DIR)
	install -m 755 $(BUILD)/crib $(DESTDIR)$(PREFIX)/bin/crib
	install -m 644 $(filter %.1,$(MANUAL)) $(SHARE)/man/man1
	install -m 644 $(filter %.5,$(MANUAL)) $(SHARE)/man/man5
	install -m 644 $(BUILD)/completions/bash $(BASH_DIR)/crib
	install -m 644 $(BUILD)/completions/zsh $(ZSH_DIR)/_crib
	install -m 644 $(BUILD)/completions/fish $(FISH_DIR)/crib.fish
	cp -R styles fonts $(SHARE)/crib/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/crib $(SHARE)/man/man1/crib.1 $(patsubst $(BUILD)/man/%,$(SHARE)/man/man5/%,$(filter %.5,$(MANUAL)))
	rm -f $(BASH_DIR)/crib $(ZSH_DIR)/_crib $(FISH_DIR)/crib.fish
	rm -rf $(SHARE)/crib

# A Debian package of this system: build/crib_VERSION_ARCH.deb
# built by itself, with the system's flags for packages.
deb:
	@sh .ci/setup build && sh .ci/setup deb
	@sh .ci/deb $(BUILD) $(VERSION)

# A source archive of what is committed, the same bytes each time.
dist:
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=crib-$(VERSION)/ HEAD | gzip -n9 >$(BUILD)/crib-$(VERSION).tar.gz
	@echo $(BUILD)/crib-$(VERSION).tar.gz

# Pictures of the README, drawn from our own sample notes.
pictures: build
	@sh .ci/setup check && sh .ci/setup peer && sh .ci/venv $(BUILD)/venv
	@$(or $(VPY),$(BUILD)/venv/bin/python) docs/pictures.py $(BUILD)/crib

# docs/exports.md says what styles/targets/ and the tables of src/plan/ say, docs/styles.md ends with style.def.
docs: build
	$(BUILD)/crib targets -o docs/exports.md
	$(Q)sed '/^Default, range/q' docs/styles.md >$(BUILD)/styles.md
	$(Q){ printf '\n```\n'; $(BUILD)/crib styles -v | sed '1,/^$$/d'; echo '```'; } >>$(BUILD)/styles.md
	$(Q)mv $(BUILD)/styles.md docs/styles.md

help:
	@sed -n '/^#   make/p; /^# BUILD/p' Makefile
	@echo "#   asan tsan valgrind fuzz fuzz-afl (SECONDS=N, TARGETS=NAMES) torture lint analyze coverage size layers headers format   checks of the code"
	@echo "#   bench (RUNS=N, NOTES=DIR, BUSY=1, VPY=PYTHON)   the table of speed   bench-more   each part of it"
	@echo "#   check-corpus NOTES=DIR   tests over a folder of real notes"
	@echo "#   install uninstall (DESTDIR, PREFIX)   deb   dist   manual   docs   pictures   clean"

clean:
	rm -rf $(BUILD)
