#include "search/stop.h"

/* Articles, pronouns, prepositions, conjunctions and the verbs that help others; nothing that a
 * reader could be looking for. */
static const struct {
    struct slice language;
    struct slice words;
} ROWS[] = {
    {SLICE_INIT("nl"),
     SLICE_INIT(
         "aan al alle alleen als altijd ander andere anders ben bent bij daar dan dat de der "
         "deze die dit doe doen door dus een eens en er ge geen had hadden heb hebben "
         "hebt heeft hem het hier hij hoe hun iets ik in is ja je jij jou jouw jullie kan "
         "kon konden kun kunnen maar me mee meer men met mij mijn moest moet moeten mogen "
         "na naar niet nog nu of om omdat onder ons onze ook op over te tegen toch toe tot "
         "u uit uw van veel voor waar waren was wat we wel welke werd werden wie wij wil "
         "willen word worden wordt zal ze zei zelf zich zij zijn zo zoals zonder zou zouden "
         "zullen")},
    {SLICE_INIT("en"),
     SLICE_INIT("a about after all also am an and any are as at be because been before being both "
                "but by can could did do does for from had has have he her here him his how i if "
                "in into is it its just me more most my no nor not of on one only or other our "
                "out over own same she should so some such than that the their them then there "
                "these they this those through to too under up us very was we were what when "
                "where which while who whom why will with would you your")},
};

struct slice stop_words(struct slice language) {
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (slice_equals(language, ROWS[i].language)) {
            return ROWS[i].words;
        }
    }
    return SLICE("");
}
