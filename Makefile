# Throughline: build, check, install.  `make help` lists the targets.
#
# Everything built goes to $(BUILD); the source tree stays as it was.
#   make                 the program, build/throughline
#   make SANITIZE=1 …    the same with ASan and UBSan, in build/sanitize
#   make WERROR=1 …      warnings are errors (CI)

PREFIX   ?= /usr/local
bindir   ?= $(PREFIX)/bin
mandir   ?= $(PREFIX)/share/man
VERSION  := 0.1.0

CC       ?= cc
BUILD    ?= build$(if $(SANITIZE),/sanitize)$(if $(COVERAGE),/coverage)
PACKAGES := ncursesw sqlite3 uuid libutf8proc libsodium jansson zlib libzip expat

WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Werror=vla
ifdef WERROR
WARN     += -Werror
endif
# `make V=1` shows the commands.
Q = $(if $(V),,@echo "  $@";)

ifdef COVERAGE
CFLAGS   ?= -O1 -g
HARDEN   := --coverage -fprofile-update=atomic
LDHARDEN := --coverage
else ifdef SANITIZE
# Lines are what a report names; all else that a debugger asks for is a third of the time it takes to build.
CFLAGS   ?= -O1 -g1
# At a place of its own each start costs a fifth more; the suite has ten thousand.
HARDEN   := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -fno-pie
LDHARDEN := -fsanitize=address,undefined -no-pie
else
CFLAGS   ?= -O2 -g
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDHARDEN := -pie -Wl,-z,relro,-z,now
endif

PKG_CFLAGS := $(filter-out -D_XOPEN_SOURCE=% -D_DEFAULT_SOURCE,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lm -lpthread

ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE \
	-DTHROUGHLINE_VERSION='"$(VERSION)"' $(WARN) $(HARDEN) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -Iinclude

src = $(sort $(shell find $(1) -name '*.c'))
obj = $(patsubst %.c,$(BUILD)/%.o,$(1))

CORE_OBJ := $(call obj,$(call src,core)) $(BUILD)/core/catalogue_data.o
DB_OBJ   := $(call obj,$(call src,db)) $(BUILD)/db/schema_data.o
TUI_OBJ  := $(call obj,$(filter-out tui/main.c,$(call src,tui)))
LIBS     := $(BUILD)/libtui.a $(BUILD)/libcore.a $(BUILD)/libdb.a
LINK_LIBS = $(BUILD)/libtui.a $(BUILD)/libcore.a $(BUILD)/libdb.a $(BUILD)/libcore.a

UNIT_SRC := $(sort $(wildcard tests/unit/*_test.c) $(wildcard tests/screens/*_test.c))
UNIT_BIN := $(patsubst %.c,$(BUILD)/%,$(UNIT_SRC))
# Tests of one name: make check ONLY=rule
ifdef ONLY
UNIT_BIN := $(filter $(foreach o,$(ONLY),%$(o)_test),$(UNIT_BIN))
endif
SCRIPTS  := $(if $(ONLY),,$(sort $(wildcard tests/*/*.test)))
BENCH_BIN := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/*_bench.c)))
HELP_OBJ := $(call obj,$(wildcard tests/lib/*.c))

all: $(BUILD)/throughline

$(BUILD)/throughline: $(BUILD)/tui/main.o $(LIBS)
	$(Q)$(CC) $(LDHARDEN) $(LDFLAGS) -o $@ $< $(LINK_LIBS) $(PKG_LIBS)

$(BUILD)/libcore.a: $(CORE_OBJ)
$(BUILD)/libdb.a: $(DB_OBJ)
$(BUILD)/libtui.a: $(TUI_OBJ)
$(BUILD)/lib%.a:
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# Each room sees its own headers and include/, no other room's.
$(BUILD)/core/%.o: ROOM = -Icore
$(BUILD)/db/%.o: ROOM = -Idb
$(BUILD)/tui/%.o: ROOM = -Itui -I$(BUILD)/tui
$(BUILD)/tests/%.o $(BUILD)/tests/%: ROOM = -Icore -Idb -Itui -Itests/lib

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ROOM) -c -o $@ $<
$(BUILD)/%.o: $(BUILD)/%.c
	$(Q)$(CC) $(ALL_CFLAGS) $(ROOM) -c -o $@ $<

# Tables and schema are compiled in, byte for byte.
embed = { for f in $(2); do n=$$(basename $$f | tr -c 'a-zA-Z0-9\n' _); \
	echo "extern const char $(1)_$$n[]; const char $(1)_$$n[] = {"; \
	od -An -v -tx1 $$f | sed 's/\([0-9a-f][0-9a-f]\)/0x\1,/g'; echo "0};"; done; }

$(BUILD)/core/catalogue_data.c: $(wildcard core/catalogue/*.tsv core/directory/*.tsv) Makefile
	@mkdir -p $(@D)
	@$(call embed,catalogue,$(filter %.tsv,$^)) > $@
$(BUILD)/db/schema_data.c: $(wildcard db/sqlite/schema/*.sql) Makefile
	@mkdir -p $(@D)
	@$(call embed,schema,$(filter %.sql,$^)) > $@

# Tests ------------------------------------------------------------------

# What the doctor takes longest over is done once a program (tests/lib/trial.c).
$(BUILD)/tests/%_test: tests/%_test.c $(LIBS) $(HELP_OBJ)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ROOM) $(LDHARDEN) $(LDFLAGS) -Wl,--wrap=check_form -o $@ $< $(HELP_OBJ) \
		$(LINK_LIBS) $(PKG_LIBS) -lcmocka

# This one lets allocations fail.
$(BUILD)/tests/unit/no_memory_test: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(BUILD)/tests/%_bench: tests/%_bench.c $(LIBS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ROOM) $(LDHARDEN) -o $@ $< $(filter %.o,$^) $(LINK_LIBS) $(PKG_LIBS)
$(BUILD)/tests/bench/office_bench: $(BUILD)/tests/lib/office.o
# Preloaded: a slow disk, one of another kind.
$(BUILD)/tests/%.so: tests/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -fPIE -fno-pie,$(ALL_CFLAGS)) -shared -fPIC -o $@ $<

# What is measured, and fuzzed, is not run, but has to be what the compiler takes.
compiles: $(BENCH_BIN)
	@for f in tests/fuzz/*_fuzz.c; do \
		$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -Icore -Idb -Itests/fuzz -fsyntax-only $$f || exit 1; done

check: all $(if $(ONLY),,compiles) $(UNIT_BIN) $(patsubst %.c,$(BUILD)/%.so,$(wildcard tests/faults/*.c))
	@BUILD=$(BUILD) tests/run $(SCRIPTS) $(UNIT_BIN)

# Which lines and branches of core and db the suite reaches, and through which calls that write a failing disk's error came back.
coverage:
	@find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || true
	@mkdir -p $(BUILD)/coverage/places
	-@GCOV_ERROR_FILE=/dev/null FAILING_PLACES=$(BUILD)/coverage/places $(MAKE) --no-print-directory COVERAGE=1 check
	@python3 tests/house/write_errors.py $(BUILD)/coverage $(BUILD)/coverage/places
	@python3 tests/house/coverage.py $(BUILD)/coverage core db

# The programs under valgrind, one after another; those that let each operation fail take some of them.
VALGRIND := valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite
valgrind: all $(UNIT_BIN)
	@for t in $(UNIT_BIN); do TRIES_EACH=60 $(VALGRIND) ./$$t >$(BUILD)/valgrind.said 2>&1 && echo "ok $$t" || \
		{ cat $(BUILD)/valgrind.said; echo "FAILED $$t"; failed=1; }; done; test -z "$$failed"

demo: all
	$(BUILD)/throughline demo

bench: all $(BENCH_BIN) $(BUILD)/tests/bench/slow_fsync.so
	@BUILD=$(BUILD) python3 tests/bench/bench.py

# Static checks; what is not installed is named and left out.  Left out too is
# what these tools take for a fault where a status says that a value was filled.
CPPCHECK_OFF := missingIncludeSystem unknownMacro uninitvar legacyUninitvar ctuuninitvar uninitStructMember \
	unknownEvaluationOrder
TIDY_OFF := bugprone-easily-swappable-parameters bugprone-narrowing-conversions bugprone-sizeof-expression \
	bugprone-implicit-widening-of-multiplication-result bugprone-reserved-identifier bugprone-branch-clone \
	bugprone-assignment-in-if-condition bugprone-macro-parentheses bugprone-suspicious-string-compare \
	clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling clang-analyzer-valist.Uninitialized \
	clang-analyzer-deadcode.DeadStores clang-analyzer-core.UndefinedBinaryOperatorResult \
	clang-analyzer-core.uninitialized.Assign clang-analyzer-core.uninitialized.Branch \
	clang-analyzer-core.uninitialized.ArraySubscript clang-analyzer-core.CallAndMessage \
	clang-analyzer-optin.performance.Padding
comma := ,
empty :=
space := $(empty) $(empty)
lint:
	@tests/house/layers.test
	@if command -v cppcheck >/dev/null; then cppcheck --quiet --std=c11 --error-exitcode=1 \
		--enable=warning,performance,portability --inline-suppr $(addprefix --suppress=,$(CPPCHECK_OFF)) \
		-Iinclude -Icore -Idb -Itui core db tui; else echo "lint: cppcheck is not installed"; fi
	@if command -v clang-tidy >/dev/null; then printf '%s\n' $(call src,core) $(call src,db) $(call src,tui) | \
		xargs -P "$$(nproc)" -I FILE clang-tidy --quiet --warnings-as-errors='*' \
		--checks='-*,clang-analyzer-*,bugprone-*,$(subst $(space),$(comma),$(addprefix -,$(TIDY_OFF)))' FILE -- \
		-std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DTHROUGHLINE_VERSION='"$(VERSION)"' \
		-Iinclude -Icore -Idb -Itui $(PKG_CFLAGS); \
		else echo "lint: clang-tidy is not installed"; fi
	@if command -v mandoc >/dev/null; then mandoc -Tlint -Wwarning tui/man/throughline.1; fi

# Each fuzz target runs FUZZ_SECONDS with clang's libFuzzer; make fuzz ONLY=hmis runs one.
FUZZ_SECONDS ?= 60
FUZZ_SRC  := $(sort $(wildcard $(if $(ONLY),$(ONLY:%=tests/fuzz/%_fuzz.c),tests/fuzz/*_fuzz.c)))
FUZZ_BIN  := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%.bin,$(FUZZ_SRC))
FUZZ_OBJ  := $(patsubst %.c,$(BUILD)/fuzz/%.o,$(call src,core) $(call src,db)) \
	$(BUILD)/fuzz/core/catalogue_data.o $(BUILD)/fuzz/db/schema_data.o
FUZZ_CC   := clang -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -g -O1 -Iinclude -Icore -Idb -Itests/fuzz -MMD -MP

$(BUILD)/fuzz/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(PKG_CFLAGS) -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<
$(BUILD)/fuzz/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(PKG_CFLAGS) -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<
$(BUILD)/fuzz/%.bin: tests/fuzz/%.c $(FUZZ_OBJ)
	$(Q)$(FUZZ_CC) $(PKG_CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $(filter %.c %.o,$^) $(PKG_LIBS)

fuzz: $(FUZZ_BIN)
	@for f in $(FUZZ_BIN); do n=$$(basename $$f .bin); mkdir -p $(BUILD)/fuzz/$$n; \
		$$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -artifact_prefix=$(BUILD)/fuzz/ \
			$(BUILD)/fuzz/$$n tests/fuzz/seeds/$${n%_fuzz} || exit 1; done

install: all
	install -D -m 755 $(BUILD)/throughline $(DESTDIR)$(bindir)/throughline
	install -D -m 644 tui/man/throughline.1 $(DESTDIR)$(mandir)/man1/throughline.1

uninstall:
	rm -f $(DESTDIR)$(bindir)/throughline $(DESTDIR)$(mandir)/man1/throughline.1

# What git holds of this commit.
dist:
	git archive --prefix=throughline-$(VERSION)/ -o throughline-$(VERSION).tar.gz HEAD

deps:
	@sh .ci/deps

clean:
	rm -rf build throughline-*.tar.gz

help:
	@echo "make [all|demo|check|coverage|valgrind|bench|lint|fuzz|install|uninstall|dist|deps|clean]"
	@echo "     SANITIZE=1 WERROR=1 V=1 CC=… BUILD=… PREFIX=… DESTDIR=… ONLY=…"

.PHONY: all demo check compiles coverage valgrind bench lint fuzz install uninstall dist deps clean help
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
