import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page, type Request } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  // Whatever a page may ask for, nothing but this machine is reached.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A real Chromium, from the npm package that carries it. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: quiet,
    headless: true,
  });
}

/** A page that fails its test when its own scripts fail, or when it looks beyond this machine. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1440, height = 900, dark = false } = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('requestfinished', (request) => note(request, problems));
  page.on('requestfailed', (request) => {
    // What the page's own policy forbids has not left the browser.
    if (request.failure()?.errorText !== 'csp') note(request, problems);
  });
  await page.goto(url);
  return { page, problems };
}

function note(request: Request, problems: string[]): void {
  const { protocol, hostname } = new URL(request.url());
  if (protocol.startsWith('http') && hostname !== '127.0.0.1') problems.push(request.url());
}
