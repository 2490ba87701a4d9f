# Knoop: the build. `make help` lists the targets.
#
# Every variant has a build folder of its own (BUILD=…), so objects of different flags never mix.

BUILD ?= build
PREFIX ?= /usr/local
VERSION := 0.1.0

CC ?= cc
# -O3 takes 1 to 2 % less of a build than -O2.
OPTIMIZE ?= -O3
SANITIZE ?=
DEVELOPER ?= # 1: a warning is an error
PACKAGES := libcmark yaml-0.1 libutf8proc
# Parts that are linked apart and loaded when they are used (base/module.h): their sources and their packages.
MODULES := xml import archive server lsp pdf health
xml_SOURCES := formats/html_parser formats/markdown_write formats/xml_library formats/xml_read
xml_PACKAGES := libxml-2.0
import_SOURCES := $(patsubst generator/%.c,%,$(wildcard generator/import/*.c))
import_PACKAGES := libxml-2.0
archive_SOURCES := formats/archive
archive_PACKAGES := libzip
server_SOURCES := serve/server
server_PACKAGES := libmicrohttpd
lsp_SOURCES := $(patsubst generator/%.c,%,$(wildcard generator/lsp/*.c))
lsp_PACKAGES := jansson
pdf_SOURCES := $(patsubst generator/%.c,%,$(wildcard generator/pdf/*.c))
pdf_PACKAGES := pangocairo cairo-pdf librsvg-2.0 zlib
pdf_LIBS := -lhyphen
health_SOURCES := health/fetch
health_PACKAGES := libcurl libidn2
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wundef -Wpointer-arith
HARDENING ?= -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE
CPPFLAGS += -D_GNU_SOURCE -DKNOOP_VERSION='"$(VERSION)"' -DKNOOP_PREFIX='"$(PREFIX)"' -Igenerator
ALL_PACKAGES := $(PACKAGES) $(foreach module,$(MODULES),$($(module)_PACKAGES))
LIBRARY_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(ALL_PACKAGES) 2>/dev/null))
PROGRAM_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -lstemmer
LIBRARY_LIBS := $(PROGRAM_LIBS) $(shell pkg-config --libs $(ALL_PACKAGES) 2>/dev/null) \
	$(foreach module,$(MODULES),$($(module)_LIBS))
CFLAGS ?= -g
CPPFLAGS += $(if $(SANITIZE),-DKNOOP_UNCONFINED)
ALL_CFLAGS = -std=c11 $(OPTIMIZE) $(WARNINGS) $(if $(DEVELOPER),-Werror) \
	$(if $(SANITIZE),,$(HARDENING)) -fno-common -pthread $(SANITIZE) $(LIBRARY_CFLAGS) $(CFLAGS)
SECURE_LDFLAGS = -pthread $(SANITIZE) $(if $(SANITIZE),,-Wl,-z,relro,-z,now)
ALL_LDFLAGS = $(SECURE_LDFLAGS) $(if $(SANITIZE),,-pie) -rdynamic $(LDFLAGS)
V ?= # 1: print the commands
SHOW = $(if $(V),,@echo "  $1";)
COMPILE = $(CC) $(CPPFLAGS) $(ALL_CFLAGS)

ROOMS := $(filter-out main,$(shell sed -n 's/^\([a-z]*\):.*/\1/p' tests/layers.txt))
SOURCES := $(sort $(wildcard generator/*/*.c))
OBJECTS := $(SOURCES:generator/%.c=$(BUILD)/objects/%.o)
PROGRAM := $(BUILD)/knoop
# A sanitizer sees a program that has all parts in one.
MODULE_PROGRAMS := $(if $(SANITIZE),,$(MODULES:%=$(BUILD)/modules/%.so))
module_objects = $($1_SOURCES:%=$(BUILD)/objects/%.o)
MODULE_OBJECTS := $(if $(SANITIZE),,$(foreach module,$(MODULES),$(call module_objects,$(module))))

.PHONY: all
all: $(PROGRAM) ## build the program: build/knoop

$(PROGRAM): $(BUILD)/objects/main.o $(filter-out $(MODULE_OBJECTS),$(OBJECTS)) | $(MODULE_PROGRAMS)
	$(call SHOW,link $@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(if $(SANITIZE),$(LIBRARY_LIBS),$(PROGRAM_LIBS))

# Also where HARDENING comes from the command line.
$(MODULE_OBJECTS): override HARDENING += -fPIC
define module_rule
$(BUILD)/modules/$1.so: $(call module_objects,$1)
	@mkdir -p $$(@D)
	$$(call SHOW,link $$@)$$(CC) $$(SECURE_LDFLAGS) -shared $$(LDFLAGS) -o $$@ $$^ $$(shell pkg-config --libs $($1_PACKAGES)) $($1_LIBS)
endef
$(foreach module,$(MODULES),$(eval $(call module_rule,$(module))))

$(BUILD)/objects/%.o: generator/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SHOW,compile $<)$(COMPILE) -MMD -MP -c -o $@ $<

# Changes when the compiler or a flag does (PREFIX, DEVELOPER, CC, …), so that everything is built again.
quoted = '$(subst ','\'',$1)'
$(BUILD)/flags: .FORCE
	@mkdir -p $(@D)
	@echo $(call quoted,$(COMPILE)) | cmp -s - $@ || echo $(call quoted,$(COMPILE)) >$@
.PHONY: .FORCE
.FORCE:

-include $(OBJECTS:.o=.d) $(BUILD)/objects/main.d
$(BUILD)/objects/commands/examples.o: generator/commands/examples.txt
$(BUILD)/objects/serve/client.o: generator/serve/preview.js generator/serve/preview.css
$(BUILD)/objects/document/look.o: $(wildcard generator/document/*.css) $(wildcard themes/standaard/assets/search*)

.PHONY: deps test-deps site
deps: ## install what the build needs (Debian; elsewhere it says what is missing)
	@sh tests/tools/packages.sh "building" gcc:cc make:make pkg-config:pkg-config libc6-dev:/usr/include/stdio.h \
		libcmark-dev:libcmark.pc libyaml-dev:yaml-0.1.pc libxml2-dev:libxml-2.0.pc libutf8proc-dev:libutf8proc.pc \
		libzip-dev:libzip.pc libcurl4-openssl-dev:libcurl.pc libidn2-dev:libidn2.pc \
		libmicrohttpd-dev:libmicrohttpd.pc libjansson-dev:jansson.pc libstemmer-dev:/usr/include/libstemmer.h \
		libpango1.0-dev:pangocairo.pc librsvg2-dev:librsvg-2.0.pc \
		webp-pixbuf-loader:/usr/share/doc/webp-pixbuf-loader libhyphen-dev:/usr/include/hyphen.h \
		hyphen-nl:/usr/share/hyphen/hyph_nl.dic hyphen-en-us:/usr/share/hyphen/hyph_en_US.dic \
		fonts-linuxlibertine:/usr/share/fonts/opentype/linux-libertine fonts-dejavu-core:/usr/share/fonts/truetype/dejavu

test-deps: deps ## install what the tests need
	@sh tests/tools/packages.sh "the tests" python3:python3 python3-jinja2:/usr/lib/python3/dist-packages/jinja2 \
		clang:clang clang-format-14:clang-format-14 clang-tidy-14:clang-tidy-14 llvm-14:llvm-cov-14 \
		libclang-rt-14-dev:/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux libcmocka-dev:cmocka.pc \
		default-jre-headless:java chromium:chromium nodejs:node npm:npm patch:patch qpdf:qpdf poppler-utils:pdfinfo strace:strace openssl:openssl unzip:unzip epubcheck:/usr/bin/epubcheck valgrind:valgrind \
		locales:/usr/share/i18n/locales/tr_TR
	@cmp -s tests/package-lock.json tests/node_modules/installed || { cd tests && \
		npm ci --no-fund --no-audit --ignore-scripts --loglevel=error && cp package-lock.json node_modules/installed; }

site: deps ## install what is missing, build the program, publish content/ to output/
	@$(MAKE) --no-print-directory all
	$(PROGRAM) build

# A test program is linked with the room it is named after (tests/unit/ROOM_part_test.c) and the rooms that this one
# may include: $1 its source, $2 the folder below $(BUILD), $3 more sources, $4 more libraries.
room_of = $(firstword $(subst _, ,$(notdir $1)))
rooms_below = $(shell sed -n 's/^$1: *//p' tests/layers.txt)
objects_of = $(foreach room,$1 $(call rooms_below,$1),$(filter $(BUILD)/objects/$(room)/%,$(OBJECTS)))
define test_program
$(BUILD)/$2/$(notdir $(1:.c=)): $1 $3 $(call objects_of,$(call room_of,$1)) $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(call SHOW,build $$@)$$(COMPILE) -MMD -MP -MF $$@.d -MT $$@ $$(ALL_LDFLAGS) -o $$@ $$(filter %.c %.o,$$^) $$(LIBRARY_LIBS) $4
endef

UNIT_SOURCES := $(sort $(wildcard tests/unit/*_test.c))
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)
$(foreach source,$(UNIT_SOURCES),$(eval $(call test_program,$(source),unit,,-lcmocka)))

# A fuzz target is a program that replays its corpus, or with FUZZER=1 libFuzzer.
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/*_fuzz.c))
FUZZ_PROGRAMS := $(FUZZ_SOURCES:tests/fuzz/%.c=$(BUILD)/fuzz/%)
FUZZ_MAIN := $(if $(FUZZER),,tests/fuzz/replay.c)
$(foreach source,$(FUZZ_SOURCES),$(eval $(call test_program,$(source),fuzz,$(FUZZ_MAIN),$(FUZZER:1=-fsanitize=fuzzer))))

# Drivers of published suites: tests/spec/SUITE/ROOM_name.c.
SPEC_SOURCES := $(sort $(foreach room,$(ROOMS),$(wildcard tests/spec/*/$(room)_*.c)))
SPEC_PROGRAMS := $(foreach source,$(SPEC_SOURCES),$(BUILD)/spec/$(notdir $(source:.c=)))
$(foreach source,$(SPEC_SOURCES),$(eval $(call test_program,$(source),spec)))

.PRECIOUS: $(BUILD)/bench/%
# A benchmark is linked with every room.
$(BUILD)/bench/%: tests/bench/%.c $(OBJECTS)
	@mkdir -p $(@D)
	$(call SHOW,build $@)$(COMPILE) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)
-include $(wildcard $(BUILD)/unit/*.d $(BUILD)/fuzz/*.d $(BUILD)/spec/*.d)

.PHONY: programs
programs: $(PROGRAM) $(UNIT_PROGRAMS) $(FUZZ_PROGRAMS) $(SPEC_PROGRAMS)

# The variants that the tests use, each in $(BUILD)/NAME.
REPORT := -fno-sanitize-recover=all -fno-omit-frame-pointer
build-gcc build-install: VARIANT = CC=gcc
build-clang: VARIANT = CC=clang
build-asan: VARIANT = CC=clang OPTIMIZE=-O1 SANITIZE='-fsanitize=address,undefined $(REPORT)'
build-tsan: VARIANT = CC=clang OPTIMIZE=-O1 SANITIZE='-fsanitize=thread $(REPORT)'
build-fuzz: VARIANT = CC=clang OPTIMIZE=-O1 FUZZER=1 SANITIZE='-fsanitize=address,undefined,fuzzer-no-link $(REPORT)'
# Valgrind does not read what clang writes for debuggers by itself.
build-coverage: VARIANT = CC=clang CFLAGS=-gdwarf-4 OPTIMIZE=-O0 SANITIZE='-fprofile-instr-generate -fcoverage-mapping'
VARIANTS := gcc clang asan tsan fuzz coverage
.PHONY: $(VARIANTS:%=build-%)
$(VARIANTS:%=build-%): build-%:
	@$(MAKE) --no-print-directory DEVELOPER=1 BUILD=$(BUILD)/$* $(VARIANT) programs

.PHONY: statement accept-manual test unit sites browser check-layers check-format check-words asan tsan accept valgrind coverage
test: test-deps ## install what the tests need and run all of them
	@BUILD=$(BUILD) tests/run
unit sites browser check-layers check-format check-words asan tsan: test-deps
	@BUILD=$(BUILD) tests/run $@
unit: ## the unit tests of every room (of one room: make unit-ROOM)
sites: ## the small sites of tests/sites/
browser: ## the published site in Chromium, and the Nu HTML checker
check-layers: ## who includes whom (tests/layers.txt); every header alone
check-format: ## clang-format, version 14
check-words: ## words and calls that do not belong in generator/
asan: ## unit tests and small sites under AddressSanitizer and UndefinedBehaviorSanitizer
tsan: ## the sample site under ThreadSanitizer
accept: build-gcc ## rewrite the expectations of tests/sites/; then read the difference
	@python3 tests/tools/sites.py --program $(BUILD)/gcc/knoop --accept
statement: site test-deps ## write what axe found into the sample site's accessibility statement
	@node tests/browser/access_test.js output $(PROGRAM) --write
accept-manual: all ## rewrite the reference in README.md from what the program tells
	@python3 tests/tools/manual.py --program $(PROGRAM) --accept
valgrind: build-gcc ## the unit tests under valgrind
	@RUN="valgrind -q --error-exitcode=9" sh tests/tools/unit.sh $(BUILD)/gcc/unit
coverage: build-coverage ## lines and branches that the tests reach
	@sh tests/tools/coverage.sh $(BUILD)/coverage

.PHONY: $(ROOMS:%=unit-%)
$(ROOMS:%=unit-%): unit-%: # build and run the unit tests of one room
	@$(MAKE) --no-print-directory $(filter $(BUILD)/unit/$*_%,$(UNIT_PROGRAMS))
	@for test in $(filter $(BUILD)/unit/$*_%,$(UNIT_PROGRAMS)); do $(RUN) $$test || exit 1; done

SECONDS ?= 60
.PHONY: fuzz fuzz-regress tidy compdb
fuzz: build-fuzz ## fuzz every parser, each for SECONDS=60; new finds go to build/fuzz/corpus
	@sh tests/tools/fuzz.sh $(BUILD)/fuzz $(SECONDS)
fuzz-regress: build-asan ## replay the corpora of the fuzz targets
	@sh tests/tools/fuzz-regress.sh $(BUILD)/asan/fuzz
.PHONY: faults-all growth same-bytes analyze
faults-all: build-gcc ## kill a build at every call that writes, fail every call and every allocation
	@BUILD=$(BUILD)/gcc bash tests/faults/sweep.sh --jobs 2 kill replace error memory
# Hugo (apt) and Nunjucks (npm) are measured when they are there: nothing else needs them.
.PHONY: bench-templates massif-templates
bench-templates: all ## templates: ours beside Jinja2, Nunjucks and Hugo; installs those two if it can
	@sh tests/tools/packages.sh "the benchmark" hugo:hugo || true
	@cmp -s tests/bench/package-lock.json tests/bench/node_modules/installed || { cd tests/bench && \
		npm ci --no-fund --no-audit --ignore-scripts --loglevel=error && cp package-lock.json node_modules/installed; } || true
	@BUILD=$(BUILD) sh tests/spec/jinja/run --random 0 >/dev/null
	@/usr/bin/python3 tests/bench/templates.py --driver $(BUILD)/spec/jinja_driver --knoop $(PROGRAM)
massif-templates: all ## the memory that rendering takes: the same after 10 pages as after 10000 (valgrind's massif)
	@BUILD=$(BUILD) sh tests/spec/jinja/run --random 0 >/dev/null
	@/usr/bin/python3 tests/bench/massif.py --driver $(BUILD)/spec/jinja_driver
bench-markdown: $(BUILD)/bench/markdown_bench ## Markdown with all extensions beside cmark alone: seconds and instructions
	@sh tests/bench/markdown.sh $<
# Whole builds: what each part measures and asks stands in tests/bench/bench.py; what it found in tests/bench/RESULTS.md.
# COUNT and ROUNDS choose how many items and how often: make bench-scale COUNT=1000000.
BENCH_PARTS := floor hugo scale small again jobs serve language documents
.PHONY: bench $(BENCH_PARTS:%=bench-%)
bench: $(BENCH_PARTS:%=bench-%) ## measure whole builds beside a floor and Hugo: bench-floor -hugo -scale -small -again -jobs -serve -language -documents
$(BENCH_PARTS:%=bench-%): bench-%: all $(BUILD)/bench/corpus $(BUILD)/bench/floor
	@python3 tests/bench/bench.py $* --knoop $(PROGRAM) --programs $(BUILD)/bench $(if $(COUNT),--count $(COUNT)) \
		$(if $(ROUNDS),--rounds $(ROUNDS))
# These two stand alone: what they measure against must not depend on the program.
$(BUILD)/bench/corpus $(BUILD)/bench/floor: $(BUILD)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(call SHOW,build $@)$(COMPILE) $(ALL_LDFLAGS) -o $@ $< $(LIBRARY_LIBS)
.PHONY: bench-packages bench-lighthouse bench-search
bench-packages: test-deps
	@cmp -s tests/bench/package-lock.json tests/bench/node_modules/installed || { cd tests/bench && \
		npm ci --no-fund --no-audit --ignore-scripts --loglevel=error && cp package-lock.json node_modules/installed; }
bench-lighthouse: site bench-packages ## Lighthouse over loopback, for a page of each sort
bench-search: all bench-packages ## search in COUNT=10000 pages: bytes read, milliseconds, size of the index; beside Pagefind and lunr
bench-lighthouse bench-search: bench-%:
	@python3 tests/bench/bench.py $* --knoop $(PROGRAM) $(if $(COUNT),--count $(COUNT))
bench-%: $(BUILD)/bench/%_bench ## run the benchmark tests/bench/NAME_bench.c
	$<
# What cppcheck takes for mistakes and is none stands in tests/tools/cppcheck.txt, with the reason.
analyze: tidy ## clang-tidy and cppcheck
	@sh tests/tools/packages.sh "the analysis" cppcheck:cppcheck
	cppcheck --enable=warning,performance,portability --std=c11 --quiet --error-exitcode=1 -I generator -D_GNU_SOURCE \
		-DKNOOP_VERSION='""' -DKNOOP_PREFIX='""' --suppressions-list=tests/tools/cppcheck.txt generator
growth: build-gcc ## time and memory of a build grow with the content, and no faster (callgrind)
	@python3 tests/faults/growth.py --program $(BUILD)/gcc/knoop
same-bytes: build-gcc build-clang ## the same bytes from gcc and clang at -O0 to -O3, and with all else that may differ
	@for compiler in gcc clang; do for level in 0 2; do $(MAKE) --no-print-directory CC=$$compiler OPTIMIZE=-O$$level \
		HARDENING=-fPIE BUILD=$(BUILD)/$$compiler-O$$level $(BUILD)/$$compiler-O$$level/knoop || exit 1; done; done
	@python3 tests/faults/same.py --all --shim $$(sh tests/faults/shim.sh $(BUILD)/gcc) $(foreach kind,gcc clang gcc-O0 gcc-O2 \
		clang-O0 clang-O2,$(BUILD)/$(kind)/knoop)
tidy: compdb ## clang-tidy with the checks of .clang-tidy
	@printf '%s\n' $(SOURCES) | xargs -P "$$(nproc)" -n 4 clang-tidy-14 -p $(BUILD) --quiet
compdb: ## build/compile_commands.json, for editors and clang-tidy
	@mkdir -p $(BUILD)
	@{ printf '['; comma=; for source in $(SOURCES) generator/main.c; do printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' \
		"$$comma" '$(CURDIR)' "$$source" \
		"$$(printf '%s %s' $(call quoted,$(COMPILE)) "-c $$source" | sed 's/[\\"]/\\&/g')"; comma=,; done; echo ']'; } \
		>$(BUILD)/compile_commands.json

COMPLETIONS := bash:bash-completion/completions/knoop zsh:zsh/site-functions/_knoop fish:fish/vendor_completions.d/knoop.fish
SHARE = $(DESTDIR)$(PREFIX)/share
.PHONY: install uninstall clean help
install: all ## install program, themes, default kinds, completion and man page: PREFIX=/usr/local DESTDIR=
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/knoop
	@for module in $(MODULE_PROGRAMS); do \
		install -D -m 644 "$$module" "$(DESTDIR)$(PREFIX)/lib/knoop/$${module##*/}" || exit 1; done
	@for file in $$(find themes content/kinds -type f ! -name '.*'); do \
		install -D -m 644 "$$file" "$(SHARE)/knoop/$${file#content/}" || exit 1; done
	@if $(PROGRAM) help --man >$(BUILD)/knoop.1 2>/dev/null; then \
		install -D -m 644 $(BUILD)/knoop.1 $(SHARE)/man/man1/knoop.1; fi
	@for shell in $(COMPLETIONS); do $(PROGRAM) completion "$${shell%%:*}" >$(BUILD)/completion && \
		install -D -m 644 $(BUILD)/completion "$(SHARE)/$${shell#*:}" || exit 1; done
uninstall: ## remove what install installed
	rm -rf $(DESTDIR)$(PREFIX)/bin/knoop $(DESTDIR)$(PREFIX)/lib/knoop $(SHARE)/knoop $(SHARE)/man/man1/knoop.1
	rm -f $(foreach shell,$(COMPLETIONS),$(SHARE)/$(lastword $(subst :, ,$(shell))))
clean: ## remove what was built
	rm -rf $(BUILD)
help: ## list the targets
	@sed -n 's/^\([a-z-]*\)%*:.*## \(.*\)/\1\t\2/p' Makefile | sort | expand -t 16
