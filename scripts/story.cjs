// Whether a stranger gets the story in a minute: what the first screen of a phone says of each dossier, and
// how long its page is. Arguments: the address of the site, and a file with what the first screens must say.
"use strict";
const fs = require("node:fs");
const { chromium } = require("playwright-core");

const [address, file] = process.argv.slice(2);
const answers = JSON.parse(fs.readFileSync(file, "utf8"));

/** Folds closed, no prose folded: a page is at most so high, in pixels, at these widths. */
const HEIGHTS = { 375: 11_000, 1440: 7_000 };
/** The same where twelve sources contradict each other, and each dispute is told. */
const HEIGHTS_OF = { "dossiers/jutland-1916": { 375: 12_500, 1440: 8_200 } };
const FIGURES_MAX = 4;

/** The words that stand whole on the first screen. */
function firstScreen() {
  const words = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility({ contentVisibilityAuto: true })) continue;
    for (const found of node.data.matchAll(/\S+/gu)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      if (box.height > 0 && box.top >= 0 && box.bottom <= innerHeight) words.push(found[0]);
    }
  }
  return words.join(" ").replaceAll(/ ([.,;:])/gu, "$1");
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const problems = [];
  for (const [dossier, questions] of Object.entries(answers)) {
    for (const [width, height] of [[375, 812], [1440, 900]]) {
      const page = await browser.newPage({ viewport: { width, height } });
      await page.goto(`${address}${dossier}/`);
      const said = await page.evaluate(firstScreen);
      if (width === 375) {
        for (const [question, answer] of Object.entries(questions)) {
          if (!said.includes(answer)) problems.push(`${dossier}: the first screen does not say ${question}: ${answer}`);
        }
      }
      const high = await page.evaluate(() => document.documentElement.scrollHeight);
      const figures = await page.locator("figure.chart:visible").count();
      console.log(`${dossier} at ${width}: ${high} px high, ${figures} figures`);
      const most = (HEIGHTS_OF[dossier] ?? HEIGHTS)[width];
      if (high > most) problems.push(`${dossier} is ${high} px high at ${width}; at most ${most}`);
      if (figures > FIGURES_MAX) problems.push(`${dossier} shows ${figures} figures; at most ${FIGURES_MAX}`);
      await page.close();
    }
  }
  await browser.close();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log("story: ok");
})();
