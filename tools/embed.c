/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed HEADER FUNCTION FILE OUT: a file as a C function that returns it.
 *
 *	struct str FUNCTION(void);
 */
#include <stdio.h>


int main(int argc, char **argv)
{
	FILE *in, *out;
	int c, n = 0;

	if (argc != 5) {
		fprintf(stderr, "usage: embed HEADER FUNCTION FILE OUT\n");
		return 2;
	}
	in = fopen(argv[3], "rb");
	out = fopen(argv[4], "wb");
	if (!in || !out) {
		fprintf(stderr, "embed: %s: cannot be opened\n", in ? argv[4] : argv[3]);
		return 1;
	}
	fprintf(out, "/* Made by tools/embed. */\n#include \"%s\"\n\n"
		     "static const char bytes[] = {", argv[1]);
	while ((c = getc(in)) != EOF)
		fprintf(out, "%s%d,", n++ % 24 ? "" : "\n\t", (signed char)c);
	fprintf(out, "\n};\n\nstruct str %s(void)\n{\n"
		     "\treturn (struct str){ bytes, sizeof(bytes) };\n}\n", argv[2]);
	return fclose(in) | fclose(out) ? 1 : 0;
}
