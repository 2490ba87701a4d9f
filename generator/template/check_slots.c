/* What is known of each slot, and how branches change that. */
#include "template/check.h"

#include <stdlib.h>

static struct known *slot_of(struct checker *checker, struct reference reference) {
    struct check_frame *frame = checker->frame;
    for (uint32_t level = reference.level; level > 0; level--) {
        frame = frame->outer;
    }
    return &frame->slots[reference.slot];
}

static void add_change(struct checker *checker, struct changes *changes, struct known *slot) {
    if (changes->count == changes->capacity) {
        size_t capacity = changes->capacity == 0 ? 16 : changes->capacity * 2;
        changes->list =
            arena_grow(checker->set->arena, changes->list,
                       changes->capacity * sizeof *changes->list, capacity * sizeof *changes->list);
        changes->capacity = capacity;
    }
    changes->list[changes->count++] = (struct change){.slot = slot, .known = *slot};
}

void check_store(struct checker *checker, struct known *slot, struct known known) {
    add_change(checker, &checker->log, slot);
    *slot = known;
}

void check_assign(struct checker *checker, const struct target *target, struct known known) {
    for (uint32_t i = 0; i < target->part_count; i++) {
        check_assign(checker, &target->parts[i], check_any());
    }
    if (target->part_count == 0 && target->member.length == 0) {
        check_store(checker, slot_of(checker, target->reference), known);
        check_kill(checker, target->symbol);
    }
}

/* A scope begins: what it sets is what the name is outside. */
void check_enter(struct checker *checker, const struct scope *scope) {
    for (uint32_t i = 0; i < scope->entry_count; i++) {
        const struct scope_entry *entry = &scope->entries[i];
        struct known known = {.shape = NULL};
        if (!entry->empty) {
            known = check_seen_from(*slot_of(checker, entry->outer), entry->outer.level);
        }
        check_store(checker, &checker->frame->slots[entry->slot], known);
    }
}

/* Makes every slot what it was when the log had `count` entries. */
void check_undo(struct checker *checker, size_t count) {
    while (checker->log.count > count) {
        const struct change *change = &checker->log.list[--checker->log.count];
        *change->slot = change->known;
    }
}

/* Undoes a branch, but writes down what every slot that it changed became. */
void check_undo_branch(struct checker *checker, size_t count, struct changes *changes) {
    checker->stamp++;
    for (size_t i = count; i < checker->log.count; i++) {
        struct known *slot = checker->log.list[i].slot;
        if (slot->stamp != checker->stamp) {
            slot->stamp = checker->stamp;
            add_change(checker, changes, slot);
        }
    }
    check_undo(checker, count);
}

static int by_slot(const void *left, const void *right) {
    uintptr_t a = (uintptr_t)((const struct change *)left)->slot;
    uintptr_t b = (uintptr_t)((const struct change *)right)->slot;
    return a < b ? -1 : a > b;
}

/* Puts what `branches` branches made of each slot together; a slot that not all of them changed may
 * also be as it was. */
void check_join_branches(struct checker *checker, struct changes *changes, size_t branches) {
    if (changes->count > 1) {
        qsort(changes->list, changes->count, sizeof *changes->list, by_slot);
    }
    for (size_t i = 0; i < changes->count;) {
        struct known *slot = changes->list[i].slot;
        struct known joined = changes->list[i].known;
        size_t times = 0;
        for (; i < changes->count && changes->list[i].slot == slot; i++, times++) {
            joined = times == 0 ? joined : check_either(joined, changes->list[i].known);
        }
        check_store(checker, slot, times < branches ? check_either(joined, *slot) : joined);
    }
}
