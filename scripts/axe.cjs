// Runs axe-core over one page of each type, in light and dark, on a phone and on a desktop.
// Arguments: the site's folder, and the address at which it is served.
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { availableParallelism } = require("node:os");
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

/** What axe finds on a page as it is shown now, and whether the page scrolls sideways. */
async function check(page, options) {
  const { violations } = await page.evaluate((options) => window.axe.run(options), options);
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes[0].html}`);
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push("scrolls sideways");
  return found;
}

/** Checks pages until none is left. Each is loaded once, and then shown in all ways. */
async function work(browser, paths, problems) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  for (let path = paths.shift(); path; path = paths.shift()) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(new URL(path.slice(root.length + 1), address).href);
    await page.evaluate(axe);
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      await page.setViewportSize(viewport);
      // The dark scheme sets colours and nothing else, so only the rules about colours can differ.
      for (const [colorScheme, options] of [["light", {}], ["dark", { runOnly: ["cat.color"] }]]) {
        await page.emulateMedia({ colorScheme });
        for (const problem of await check(page, options)) {
          problems.push(`${path} (${colorScheme}, ${viewport.width}): ${problem}`);
        }
      }
    }
  }
  await context.close();
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const chosen = sample(pages(root));
  const paths = [...chosen];
  const problems = [];
  await Promise.all(Array.from({ length: availableParallelism() }, () => work(browser, paths, problems)));
  await browser.close();
  if (problems.length > 0) {
    console.error(problems.sort().join("\n"));
    console.error(`axe: ${problems.length} violations`);
    process.exit(1);
  }
  console.log(`axe: ok, ${chosen.length} pages in light and dark, narrow and wide`);
})();
