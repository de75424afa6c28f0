// Searches in a real browser, from a server and from a disk, with the keyboard alone: what is found,
// in which order, how it is shown, and how much is read for it.
// Arguments: the site's folder, its address.
"use strict";
const { readFileSync, statSync } = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { isDeepStrictEqual } = require("node:util");
const { chromium } = require("playwright-core");

const [folder, address] = process.argv.slice(2);
const CASES = JSON.parse(readFileSync(path.join(__dirname, "../tests/search-words.json"), "utf8"));

/** Words, and what they are without the ending of a plural. */
const STEMS = {
  missiles: "missile", "16s": "16", "1990s": "1990", mps: "mp", ngos: "ngos", hms: "hm",
  mrs: "mrs", drs: "drs", mr: "mr", ms: "ms", css: "css", glass: "glass",
};

/** How many bytes of script a page may read before anybody searches. */
const BEFORE_MAX = 8_000;

function expect(right, told) {
  if (!right) throw new Error(told);
}

/** Opens the page of the search; the edition is a folder, or nothing. */
async function opened(page, from, query = "", edition = "") {
  await page.goto(`${from}${edition}search/index.html${query}`);
}

/** Enters a query at once and waits until there is something below it: letter by letter, that could be what a
 * part of the query finds. */
async function type(page, text) {
  await page.locator("#query").fill("");
  await page.waitForFunction(() => document.querySelector("#told").textContent === "");
  await page.locator("#query").fill(text);
  await settled(page);
}

const settled = (page) => page.waitForFunction(() => document.querySelector("#told").textContent !== "");
const titles = (page) => page.locator("#found li > a").allTextContents();
const first = async (page) => (await titles(page))[0] ?? "";

/** Each test gets a page, and where the site is. */
const TESTS = {
  async "words are folded as in the index"(page, from) {
    await opened(page, from);
    const { folded, stems } = await page.evaluate(async ([texts, plurals]) => {
      const address = document.querySelector("#found").dataset.engine;
      const engine = await new Promise((take) => {
        const known = window.dossierSearch;
        window.dossierSearch = Object.assign((name, value) => take(value), { read: known.read });
        document.head.append(Object.assign(document.createElement("script"), { src: address }));
      });
      return { folded: texts.map(engine.words), stems: plurals.map(engine.stem) };
    }, [Object.keys(CASES), Object.keys(STEMS)]);
    Object.entries(STEMS).forEach(([word, stem], at) => {
      expect(stems[at] === stem, `${word} is "${stems[at]}" without its plural, not "${stem}"`);
    });
    Object.entries(CASES).forEach(([text, words], at) => {
      expect(isDeepStrictEqual(folded[at], words), `${JSON.stringify(text)} has the words ${folded[at]}, not ${words}`);
    });
  },
  async "arrows walk, and the way leads to a fact and back"(page, from) {
    await opened(page, from);
    await page.keyboard.press("/");
    await page.keyboard.type("SHAHED");
    await settled(page);
    expect((await titles(page)).length >= 2, "fewer than two are found");
    expect(/shahed/i.test((await page.locator("#found mark").allTextContents()).join()), "no word is marked");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.includes("/search/"));
    expect(/shahed/i.test(await page.title()), `led to "${await page.title()}"`);
    await page.goBack();
    await settled(page);
    expect((await page.locator("#query").inputValue()) === "SHAHED", "the way back loses the query");
    expect((await titles(page)).length >= 2, "the way back loses what was found");
  },
  async "Enter opens the first"(page, from) {
    await opened(page, from);
    await type(page, "pyongyang");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.includes("/search/"));
  },
  async "another name leads to whom it means"(page, from) {
    await opened(page, from);
    for (const [name, known] of [["Moscow", "Russia"], ["kremlin", "Russia"], ["Russie", "Russia"], ["corée du nord", "North Korea"]]) {
      await type(page, name);
      expect((await first(page)) === known, `${name} leads to "${await first(page)}"`);
    }
    expect((await page.locator("#found .snippet mark").count()) > 0, "the other name is not shown");
  },
  async "typing errors are forgiven"(page, from) {
    await opened(page, from);
    for (const [wrong, right] of [["shaehd", /shahed/i], ["pyongyagn", /north korea|pyongyang/i], ["trety", /treaty/i]]) {
      await type(page, wrong);
      expect(right.test(await first(page)), `${wrong} leads to "${await first(page)}"`);
    }
    await type(page, "qwzxvk");
    expect((await titles(page)).length === 0, "nonsense is found");
    expect(await page.locator("#lists").isVisible(), "where nothing is found there are no lists");
  },
  async "all words must be there, the last as a beginning"(page, from) {
    await opened(page, from);
    await type(page, "russia treat");
    const found = await titles(page);
    expect(found.length > 0 && /treaty/i.test(found[0]), `"russia treat" leads to ${found[0]}`);
  },
  async "results are narrowed to a sort"(page, from) {
    await opened(page, from);
    await type(page, "treaty");
    const all = await titles(page);
    const chip = page.locator("#facets button[data-facet=quotes]");
    const count = Number(await chip.locator(".count").textContent());
    expect(count > 0, "there are no quotes");
    await chip.click();
    await page.locator("#facets button[data-facet=quotes][aria-pressed=true]").waitFor();
    expect((await titles(page)).length === Math.min(count, 20), "narrowed to another number");
    expect((await page.locator("#found .voice").count()) > 0, "no voice is shown");
    await page.goBack();
    await page.locator("#facets button[data-facet=''][aria-pressed=true]").waitFor();
    await page.waitForFunction((many) => document.querySelectorAll("#found li > a").length === many, all.length);
  },
  async "Escape clears"(page, from) {
    await opened(page, from);
    await type(page, "treaty");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect((await page.locator("#query").inputValue()) === "", "the field is full");
    expect(await page.locator("#query").evaluate((field) => field === document.activeElement), "the field has no focus");
    expect((await titles(page)).length === 0, "results are left");
    expect(await page.locator("#lists").isVisible(), "the lists are gone");
  },
  async "an edition has an index in its language"(page, from) {
    await opened(page, from, "?q=trait%C3%A9", "fr/");
    await settled(page);
    const found = await titles(page);
    expect(found.length > 1 && found.some((title) => /traité/.test(title)), `found ${found}`);
    await page.locator("#found li > a").first().click();
    expect(page.url().includes("/fr/"), `led to ${page.url()}`);
  },
  async "the field in the header leads to results"(page, from) {
    await page.goto(`${from}facts/treaty/index.html`);
    await page.locator(".seek input").fill("Moscow");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.includes("/search/"));
    await settled(page);
    expect((await first(page)) === "Russia", `led to "${await first(page)}"`);
    expect((await page.locator("input[type=search]").count()) === 1, "the field is there twice");
  },
};

/** Without scripts the page is an index. */
async function without(browser, from) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await opened(page, from);
  expect(await page.locator(".scriptless").isVisible(), "nothing is said of scripts");
  expect(!(await page.locator("#query").isVisible()), "a field is shown that does nothing");
  const names = page.locator(".letters a");
  expect((await names.count()) > 20, "there are no names");
  await page.locator(".letters a", { hasText: "Moscow" }).first().click();
  await page.waitForURL((url) => url.pathname.includes("/entities/"));
  expect(/Russia/.test(await page.title()), `led to "${await page.title()}"`);
  await context.close();
}

/** How much a page reads: before anybody searches, and for one query. A page on a disk is not told. */
async function weighed(browser) {
  const page = await browser.newPage();
  const read = () => page.evaluate(() => {
    const scripts = performance.getEntriesByType("resource").filter((one) => one.initiatorType === "script");
    return { files: scripts.length, bytes: scripts.reduce((sum, one) => sum + one.decodedBodySize, 0) };
  });
  await opened(page, address);
  await page.waitForTimeout(200);
  const before = await read();
  expect(before.bytes <= BEFORE_MAX, `${before.bytes} bytes of script before a search`);
  await type(page, "treaty");
  const after = await read();
  const index = ["find.js", "found.js"].reduce((sum, name) => sum - statSync(path.join(folder, "search", name)).size, after.bytes - before.bytes);
  await page.close();
  return `${before.bytes} bytes before, ${after.bytes} after one query, of which ${index} of index in ${after.files - before.files - 2} files`;
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const problems = [];
  for (const from of [address, `${pathToFileURL(path.resolve(folder)).href}/`]) {
    for (const [name, test] of Object.entries(TESTS)) {
      const page = await browser.newPage();
      page.setDefaultTimeout(10_000);
      const problem = (told) => problems.push(`${from} ${name}: ${told}`);
      page.on("pageerror", (error) => problem(error.message));
      page.on("console", (message) => message.type() === "error" && problem(message.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith(from) && !request.url().startsWith("data:")) problem(`asks for ${request.url()}`);
      });
      await test(page, from).catch((error) => problem(error.message));
      await page.close();
    }
    await without(browser, from).catch((error) => problems.push(`${from} without scripts: ${error.message}`));
  }
  const weight = await weighed(browser).catch((error) => problems.push(error.message));
  await browser.close();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`search: ok, from a server and from a disk; ${weight}`);
})();
