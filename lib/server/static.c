/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Embedded files.  Their names hold a hash of their content, so that a browser
 * may keep them for ever; they are compressed at build time.
 */
#include "server/static.h"

#include <string.h>

#include "base/must.h"
#include "html/view.h"

struct url asset(const char *name)
{
	for (size_t i = 0; i < static_file_count; i++)
		if (strcmp(static_files[i].name, name) == 0)
			return (struct url){ str_from(static_files[i].path) };
	must(!"asset");
	return (struct url){ { 0 } };
}

static void bytes_of(const struct http_request *q, const struct static_file *f,
		     struct http_reply *r)
{
	http_reply_header(r, STR("Vary"), STR("Accept-Encoding"));
	if (f->brotli && http_coding_is_accepted(q, "br")) {
		http_reply_header(r, STR("Content-Encoding"), STR("br"));
		r->body = (struct str){ (const char *)f->brotli, f->brotli_n };
	} else if (f->gzip && http_coding_is_accepted(q, "gzip")) {
		http_reply_header(r, STR("Content-Encoding"), STR("gzip"));
		r->body = (struct str){ (const char *)f->gzip, f->gzip_n };
	} else {
		r->body = (struct str){ (const char *)f->plain, f->plain_n };
	}
}

bool static_reply(const struct http_request *q, struct http_reply *r)
{
	for (size_t i = 0; i < static_file_count; i++) {
		const struct static_file *f = &static_files[i];

		if (!str_is(q->path, f->path))
			continue;
		r->status = 200;
		r->is_lasting = true;
		http_reply_header(r, STR("Content-Type"), str_from(f->type));
		http_reply_header(r, STR("Cache-Control"),
				  STR("public, max-age=31536000, immutable"));
		bytes_of(q, f, r);
		return true;
	}
	return false;
}
