/* SPDX-License-Identifier: EUPL-1.2 */
/* What fuzz_store tries beside statements. */
#ifndef PEIL_FUZZ_STORE_TRY_H
#define PEIL_FUZZ_STORE_TRY_H

#include "store/db.h"

/* A folder in memory for the files of these; removed when the program ends. */
const char *store_folder(void);
void store_path(char ret[120], const char *name);

/* Bytes of a whole file changed, three for a place and one for what comes there: it opens or
 * says why not, and whoever reads, scrubs or brings it up to date ends with a word. */
void store_try_file(struct blob input);
/* A page of the file, cleared: once is enough, and one that is not whole is left. */
void store_try_page(struct blob input);
/* A file of an earlier schema, with a row of this text, is brought up to date. */
void store_try_schema(struct blob input);
/* Squeezed and back again; and any bytes as if they had been squeezed. */
void store_try_squeeze(struct blob input);
/* store_keep.c: each byte or two is a copy, a hold, a restore …, and all say what they should. */
void store_try_keep(struct blob input);

#endif
