// Pictures of pages as readers meet them: 320, 768 and 1440 pixels wide, light and dark, and on paper.
// node scripts/screenshots.cjs SITE OUT [PAGE…]; a page is a folder of the site, `.` is the home page.
"use strict";
const { chromium } = require("playwright-core");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const WIDTHS = [320, 768, 1440];

const [site, out, ...named] = process.argv.slice(2);

// One page of each type, in each edition, where none is named.
function types() {
  const found = ["."];
  for (const edition of ["", ...editions()]) {
    if (edition) found.push(edition);
    for (const kind of ["dossiers", "facts", "entities", "articles"]) {
      const folder = path.join(site, edition, kind);
      const first = (fs.existsSync(folder) ? fs.readdirSync(folder) : [])
        .filter((name) => fs.existsSync(path.join(folder, name, "index.html")))
        .sort()[0];
      if (first) found.push(path.join(edition, kind, first));
    }
    found.push(path.join(edition, "search"));
    // Lists and views look the same in each edition.
    if (edition) continue;
    found.push("facts", "entities", "articles", "corrections", "method");
    const dossier = found.find((name) => name.startsWith("dossiers"));
    const views = fs.readdirSync(path.join(site, dossier), { withFileTypes: true });
    found.push(...views.filter((one) => one.isDirectory()).map((one) => path.join(dossier, one.name)));
  }
  return found;
}

function editions() {
  return fs.readdirSync(site).filter((name) => fs.existsSync(path.join(site, name, "dossiers")));
}

(async () => {
  fs.mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  let count = 0;
  for (const name of named.length > 0 ? named : types()) {
    const url = pathToFileURL(path.join(path.resolve(site), name, "index.html")).href;
    const stem = name === "." ? "home" : name.replaceAll(/[\\/]/g, "-");
    for (const colorScheme of ["light", "dark"]) {
      for (const width of WIDTHS) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        await page.goto(url);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) {
          console.log(`${name}: ${wide} pixels wide on a screen of ${width}`);
          process.exitCode = 1;
        }
        const file = path.join(out, `${stem}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        await page.close();
        count += 1;
      }
    }
    const page = await browser.newPage();
    await page.goto(url);
    await page.pdf({ path: path.join(out, `${stem}-print.pdf`), format: "A4" });
    await page.close();
  }
  await browser.close();
  console.log(`${count} pictures and their prints are in ${out}`);
})();
