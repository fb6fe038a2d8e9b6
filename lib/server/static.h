/* SPDX-License-Identifier: EUPL-1.2 */
/* Embedded files; assets/build.mjs makes the table. */
#ifndef PEIL_SERVER_STATIC_H
#define PEIL_SERVER_STATIC_H

#include <stddef.h>

#include "http/http.h"

struct static_file {
	const char *name;		/* peil.css */
	const char *path;		/* /static/peil.1a2b3c4d.css */
	const char *type;
	const unsigned char *plain, *gzip, *brotli;	/* NULL: not made */
	size_t plain_n, gzip_n, brotli_n;
};

extern const struct static_file static_files[];
extern const size_t static_file_count;

/* False when there is no such file. */
bool static_reply(const struct http_request *q, struct http_reply *r);

#endif
