// Runs axe-core over one page of each type, in light and dark, on a phone and on a desktop.
// Arguments: the site's folder, and the address at which it is served.
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { chromium } = require("playwright-core");

const root = resolve(process.argv[2]);
const address = process.argv[3];
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** All pages, but of the fact and entity folders only a few. */
function pages(folder, found = []) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) pages(path, found);
    else if (name.endsWith(".html")) found.push(path);
  }
  return found;
}

function sample(all) {
  const seen = new Map();
  return all.filter((path) => {
    // Of facts and entities a few in each language, of all other types every page.
    const type = path.slice(root.length).replace(/(facts|entities)\/.*/, "$1");
    seen.set(type, (seen.get(type) ?? 0) + 1);
    return seen.get(type) <= 6;
  });
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  let violations = 0;
  const chosen = sample(pages(root));
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      const context = await browser.newContext({ colorScheme, viewport, bypassCSP: true });
      const page = await context.newPage();
      for (const path of chosen) {
        await page.goto(new URL(path.slice(root.length + 1), address).href);
        await page.evaluate(axe);
        const result = await page.evaluate(() => window.axe.run());
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (sideways) {
          violations += 1;
          console.error(`${path} (${colorScheme}, ${viewport.width}): scrolls sideways`);
        }
        for (const violation of result.violations) {
          violations += 1;
          console.error(`${path} (${colorScheme}, ${viewport.width}): ${violation.id}: ${violation.help}`);
          console.error(`  ${violation.nodes[0].html}`);
        }
      }
      await context.close();
    }
  }
  await browser.close();
  if (violations > 0) {
    console.error(`axe: ${violations} violations`);
    process.exit(1);
  }
  console.log(`axe: ok, ${chosen.length} pages in light and dark, narrow and wide`);
})();
