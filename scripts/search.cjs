// Types into the search page in a real browser, from a disk and from a server, with the keyboard alone.
// Arguments: the site's folder, its address.
const { chromium } = require("playwright-core");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [folder, address] = process.argv.slice(2);

/** How many bytes of script a page may read before anybody searches. */
const SCRIPTS_MAX = 15_000;

/** How many it read; a page on a disk is not told. */
function scripts() {
  const read = performance.getEntriesByType("resource").filter((one) => one.initiatorType === "script");
  return read.reduce((sum, one) => sum + one.decodedBodySize, 0);
}

async function search(page, from) {
  await page.goto(`${from}search/index.html`);
  await page.keyboard.press("Tab");
  const weight = await page.evaluate(scripts);
  if (weight > SCRIPTS_MAX) throw new Error(`${from}: ${weight} bytes of script before a search`);
  await page.locator("#query").focus();
  await page.keyboard.type("SHAHED");
  const found = page.locator("#found a");
  await found.first().waitFor();
  const count = await found.count();
  if (count < 2) throw new Error(`${from}: ${count} found`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.includes("/search/"));
  const title = await page.title();
  if (!/shahed/i.test(title)) throw new Error(`${from}: led to "${title}"`);
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    for (const from of [address, `${pathToFileURL(path.resolve(folder)).href}/`]) {
      const page = await browser.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith(from) && !request.url().startsWith("data:")) problems.push(`asks for ${request.url()}`);
      });
      await search(page, from);
      if (problems.length) throw new Error(problems.join("\n"));
    }
    console.log("search: ok, from a server and from a disk");
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
