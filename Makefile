# Knoop: the build. `make help` lists the targets.
#
# Every variant has a build folder of its own (BUILD=…), so objects of different flags never mix.

BUILD ?= build
PREFIX ?= /usr/local
VERSION := 0.1.0

CC ?= cc
OPTIMIZE ?= -O2
SANITIZE ?=
PACKAGES := libcmark yaml-0.1 libxml-2.0 libutf8proc
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wundef -Wpointer-arith
HARDENING ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CPPFLAGS += -D_GNU_SOURCE -DKNOOP_VERSION='"$(VERSION)"' -DKNOOP_PREFIX='"$(PREFIX)"' -Igenerator
LIBRARY_CFLAGS = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
LIBRARY_LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
CFLAGS ?= -g
ALL_CFLAGS = -std=c11 $(OPTIMIZE) $(WARNINGS) $(if $(SANITIZE),,$(HARDENING)) -fno-common -pthread \
	$(SANITIZE) $(LIBRARY_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pthread $(SANITIZE) $(if $(SANITIZE),,-pie -Wl,-z,relro,-z,now) $(LDFLAGS)

ROOMS := $(shell sed -n 's/^\([a-z]*\):.*/\1/p' tests/layers.txt | grep -v main)
SOURCES := $(sort $(wildcard generator/*/*.c))
OBJECTS := $(SOURCES:generator/%.c=$(BUILD)/objects/%.o)
PROGRAM := $(BUILD)/knoop

.PHONY: all
all: $(PROGRAM) ## build the program: build/knoop

$(PROGRAM): $(BUILD)/objects/main.o $(OBJECTS)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(BUILD)/objects/%.o: generator/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/objects/main.d

# Unit tests: tests/unit/ROOM_test.c and ROOM_*_test.c, each linked with its room and the rooms that it may include.
room_of = $(firstword $(subst _, ,$(notdir $1)))
rooms_below = $(shell sed -n 's/^$1: *//p' tests/layers.txt)
objects_of = $(foreach room,$1 $(call rooms_below,$1),$(filter $(BUILD)/objects/$(room)/%,$(OBJECTS)))
UNIT_SOURCES := $(sort $(wildcard tests/unit/*_test.c))
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)

define unit_rule
$(BUILD)/unit/$(notdir $(1:.c=)): $1 $(call objects_of,$(call room_of,$1))
	@mkdir -p $$(@D)
	$$(CC) $$(CPPFLAGS) $$(ALL_CFLAGS) -MMD -MP $$(ALL_LDFLAGS) -o $$@ $$(filter %.c %.o,$$^) $$(LIBRARY_LIBS) -lcmocka
endef
$(foreach source,$(UNIT_SOURCES),$(eval $(call unit_rule,$(source))))
-include $(UNIT_PROGRAMS:=.d)

.PHONY: $(ROOMS:%=unit-%)
$(ROOMS:%=unit-%): unit-%: # build and run the unit tests of one room
	@$(MAKE) --no-print-directory $(filter $(BUILD)/unit/$*_%,$(UNIT_PROGRAMS))
	@for test in $(filter $(BUILD)/unit/$*_%,$(UNIT_PROGRAMS)); do $(RUN) $$test || exit 1; done

.PHONY: clean
clean: ## remove what was built
	rm -rf $(BUILD)
