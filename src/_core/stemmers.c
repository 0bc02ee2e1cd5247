#include "stemmers.h"

#include <stddef.h>
#include <string.h>

#include "snowball/src_c/stem_UTF_8_arabic.h"
#include "snowball/src_c/stem_UTF_8_armenian.h"
#include "snowball/src_c/stem_UTF_8_basque.h"
#include "snowball/src_c/stem_UTF_8_catalan.h"
#include "snowball/src_c/stem_UTF_8_danish.h"
#include "snowball/src_c/stem_UTF_8_dutch.h"
#include "snowball/src_c/stem_UTF_8_english.h"
#include "snowball/src_c/stem_UTF_8_estonian.h"
#include "snowball/src_c/stem_UTF_8_finnish.h"
#include "snowball/src_c/stem_UTF_8_french.h"
#include "snowball/src_c/stem_UTF_8_german.h"
#include "snowball/src_c/stem_UTF_8_greek.h"
#include "snowball/src_c/stem_UTF_8_hindi.h"
#include "snowball/src_c/stem_UTF_8_hungarian.h"
#include "snowball/src_c/stem_UTF_8_indonesian.h"
#include "snowball/src_c/stem_UTF_8_irish.h"
#include "snowball/src_c/stem_UTF_8_italian.h"
#include "snowball/src_c/stem_UTF_8_lithuanian.h"
#include "snowball/src_c/stem_UTF_8_nepali.h"
#include "snowball/src_c/stem_UTF_8_norwegian.h"
#include "snowball/src_c/stem_UTF_8_persian.h"
#include "snowball/src_c/stem_UTF_8_polish.h"
#include "snowball/src_c/stem_UTF_8_portuguese.h"
#include "snowball/src_c/stem_UTF_8_romanian.h"
#include "snowball/src_c/stem_UTF_8_russian.h"
#include "snowball/src_c/stem_UTF_8_serbian.h"
#include "snowball/src_c/stem_UTF_8_spanish.h"
#include "snowball/src_c/stem_UTF_8_swedish.h"
#include "snowball/src_c/stem_UTF_8_tamil.h"
#include "snowball/src_c/stem_UTF_8_turkish.h"

#define STEMMER(name) {#name, name##_UTF_8_create_env, name##_UTF_8_close_env, name##_UTF_8_stem}

static const Stemmer STEMMERS[] = {
    STEMMER(arabic), STEMMER(armenian), STEMMER(basque),
    STEMMER(catalan), STEMMER(danish), STEMMER(dutch),
    STEMMER(english), STEMMER(estonian), STEMMER(finnish),
    STEMMER(french), STEMMER(german), STEMMER(greek),
    STEMMER(hindi), STEMMER(hungarian), STEMMER(indonesian),
    STEMMER(irish), STEMMER(italian), STEMMER(lithuanian),
    STEMMER(nepali), STEMMER(norwegian), STEMMER(persian),
    STEMMER(polish), STEMMER(portuguese), STEMMER(romanian),
    STEMMER(russian), STEMMER(serbian), STEMMER(spanish),
    STEMMER(swedish), STEMMER(tamil), STEMMER(turkish),
};

const Stemmer *
stemmer_of(const char *name)
{
    for (size_t i = 0; i < sizeof STEMMERS / sizeof *STEMMERS; i++) {
        if (strcmp(STEMMERS[i].name, name) == 0) {
            return STEMMERS + i;
        }
    }
    return NULL;
}
