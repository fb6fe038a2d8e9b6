/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Feeds every file of a corpus folder to a fuzz target, whole and cut off in
 * the middle, so that what fuzzing once found stays found.  An empty or absent
 * folder is a failure: then nothing was tried.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILE_MAX	(1 << 20)

/* The bytes are copied to memory of exactly their size, so that reading past
 * them is seen. */
static void feed(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		exit(2);
	for (size_t i = 0; i < size; i++)
		copy[i] = data[i];
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static int feed_file(const char *folder, const char *name, uint8_t *buffer)
{
	char path[1024];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "rb");
	if (!f) {
		fprintf(stderr, "%s: cannot be read\n", path);
		return 1;
	}
	n = fread(buffer, 1, FILE_MAX, f);
	fclose(f);
	feed(buffer, n);
	feed(buffer, n / 2);
	return 0;
}

int main(int argc, char **argv)
{
	uint8_t *buffer = malloc(FILE_MAX);
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;
	int count = 0, failures = 0;

	if (!d || !buffer) {
		fprintf(stderr, "usage: replay FOLDER\n");
		return 2;
	}
	for (const struct dirent *f = readdir(d); f; f = readdir(d)) {
		if (f->d_name[0] == '.')
			continue;
		failures += feed_file(argv[1], f->d_name, buffer);
		count++;
	}
	closedir(d);
	free(buffer);
	printf("%d files\n", count);
	return count == 0 || failures > 0;
}
