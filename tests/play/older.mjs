// SPDX-License-Identifier: EUPL-1.2
// What node 18, Debian 12's, does not have yet and the tests use.
import { File } from 'node:buffer';

globalThis.File ??= File;
// Our cookies hold no comma, so that a joined line can be taken apart.
Headers.prototype.getSetCookie ??= function getSetCookie() {
	return this.get('set-cookie')?.split(', ') ?? [];
};
