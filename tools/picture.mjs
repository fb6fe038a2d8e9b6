// SPDX-License-Identifier: EUPL-1.2
// picture.mjs PROGRAM FILE: the picture of the README, from the demo.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [program, file] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'peil-picture-'));
const demo = spawn(program, ['demo', '--data', folder, '--listen', '127.0.0.1:0']);
let said = '';

demo.stdout.on('data', (part) => { said += part; });
try {
	while (!said.includes('Wachtwoord'))
		await new Promise((done) => { demo.stdout.once('data', done); });
	const url = said.match(/http:\/\/127\.0\.0\.1:\d+/)[0];
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
	const page = await browser.newPage({ viewport: { width: 1280, height: 1500 }, locale: 'nl-NL' });

	await page.goto(`${url}/aanmelden`);
	await page.fill('#login', said.match(/Gebruikersnaam\s+(\S+)/)[1]);
	await page.fill('#wachtwoord', said.match(/Wachtwoord\s+(\S+)/)[1]);
	await page.keyboard.press('Enter');
	await page.waitForURL(/rondes/);
	await page.goto(`${url}/rondes/2026001/beeld`);
	await page.selectOption('#groep', { label: 'Dienstverlening' });
	await page.click('main button[type="submit"]');
	await page.waitForSelector('text=Terug naar het hele beeld');
	await page.screenshot({ path: file });
	await browser.close();
} finally {
	demo.kill('SIGTERM');
	await new Promise((done) => { demo.once('exit', done); });
	rmSync(folder, { recursive: true });
}
