// Goes through pages with the keyboard alone, and watches whether anything moves while they load.
// Arguments: the address of the site, pages of it.
"use strict";
const { chromium } = require("playwright-core");

const [address, ...pages] = process.argv.slice(2);

/** What has the focus: a name for it, and whether a reader can see that it has. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // The head does not count: scripts come and go there.
  const all = [...document.body.querySelectorAll("*")];
  return {
    place: all.indexOf(element),
    name: `<${element.tagName.toLowerCase()}> ${(element.textContent || element.id).trim().slice(0, 40)}`,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    // A straight line of a figure has a box without a height; the ring lies around its stroke.
    seen: box.width + box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}

/** How many elements take the focus. */
function reachable() {
  const all = document.querySelectorAll("a[href], button, input, summary, [tabindex='0']");
  return [...all].filter((element) => element.checkVisibility()).length;
}

async function keyboard(page, name) {
  const problems = [];
  const most = await page.evaluate(reachable);
  let last = -1;
  let count = 0;
  for (; count <= most; count += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now || now.place < last) break;
    if (now.place === last) problems.push(`${now.name} keeps the focus`);
    if (!now.ring) problems.push(`${now.name} shows no ring`);
    if (!now.seen) problems.push(`${now.name} has the focus out of sight`);
    last = now.place;
  }
  if (count < most) problems.push(`the keyboard reaches ${count} of ${most} elements`);
  return problems.slice(0, 5).map((problem) => `${name}: ${problem}`);
}

/** The first stop of the keyboard leads past the navigation. */
async function skip(page, name) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  // A page may have no link of its own.
  const past = await page.evaluate(() => document.activeElement.closest("header.top, .trail") === null);
  return first === "#content" && past ? [] : [`${name}: the first link is ${first}, and leads ${past ? "" : "not "}past the navigation`];
}

/** A link to a fact opens its card, and the keyboard opens and closes it. */
async function cards(page, name) {
  const link = page.locator(".prose a[href^='#fact-']").first();
  if ((await link.count()) === 0) return [];
  const target = await link.getAttribute("href");
  const card = page.locator(`details:has(> ${target.replaceAll(".", "\\.")})`);
  const open = () => card.evaluate((element) => element.open);
  await link.focus();
  await page.keyboard.press("Enter");
  const followed = await open();
  await card.locator("summary").focus();
  await page.keyboard.press("Enter");
  const closed = !(await open());
  await page.keyboard.press("Space");
  const problems = [];
  if (!followed) problems.push(`${name}: a link to ${target} does not open its card`);
  if (!closed || !(await open())) problems.push(`${name}: the keyboard does not close and open a card`);
  return problems;
}

/** Every link of the story opens its own card below its own paragraph, and that card alone. */
async function inPlace(page, name) {
  const problems = [];
  const links = await page.locator(".prose a[href^='#fact-'], .prose a[href^='#entity-']").count();
  if (links === 0 && /(^|\/)dossiers\//.test(name)) problems.push(`${name}: no link of the story opens a card`);
  for (let at = 0; at < links; at += 1) {
    const link = page.locator(".prose a[href^='#fact-'], .prose a[href^='#entity-']").nth(at);
    const target = await link.getAttribute("href");
    await link.click();
    const found = await page.evaluate((id) => {
      const card = document.getElementById(id)?.closest("details.card");
      if (!card?.checkVisibility({ contentVisibilityAuto: true })) return "is not shown";
      const cards = card.closest(".cards");
      const others = [...cards.querySelectorAll(".card")].filter((one) => one !== card && one.checkVisibility());
      if (others.length > 0) return "is not alone";
      const before = cards.closest(".behind").previousElementSibling;
      return before?.querySelector(`a[href="#${CSS.escape(id)}"], a[href="#${id}"]`) ? null : "is not below its paragraph";
    }, target.slice(1));
    if (found) problems.push(`${name}: the card of ${target} ${found}`);
  }
  // From one card the way leads to all of the paragraph.
  const all = page.locator(".cards .all a:visible").first();
  if ((await all.count()) > 0) {
    const cards = page.locator(".cards").filter({ has: page.locator(".all a:visible") }).first();
    const id = await cards.getAttribute("id");
    await all.click();
    const hidden = await page.evaluate((one) => [...document.getElementById(one).querySelectorAll(".card")].filter((card) => !card.checkVisibility()).length, id);
    if (hidden > 0) problems.push(`${name}: ${hidden} cards of #${id} stay hidden`);
  }
  return problems;
}

/**
 * How much may move while a page loads (Cumulative Layout Shift): a tenth of what web.dev calls good.
 * Not zero, since on a busy machine a page arrives in pieces, and a later row widens a table's column.
 */
const SHIFT_MAX = 0.01;

/** How far things moved by themselves while the page loaded and was scrolled through, and which. */
async function shift(page, url) {
  await page.addInitScript(() => {
    window.moved = { by: 0, what: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.moved.by += entry.value;
        window.moved.what.push(...entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80)));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 800) await page.mouse.wheel(0, 800);
  await page.waitForTimeout(500);
  return page.evaluate(() => window.moved);
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const problems = [];
  for (const name of pages) {
    const url = new URL(`${name}/index.html`, address).href;
    for (const width of [320, 768, 1440]) {
      // The policy of a page forbids scripts; these are the test's own.
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
      for (const test of [keyboard, skip, cards, inPlace]) {
        const page = await context.newPage();
        await page.goto(url);
        problems.push(...(await test(page, `${name} (${width})`)));
        await page.close();
      }
      const page = await context.newPage();
      page.on("request", (request) => {
        if (!request.url().startsWith(address) && !request.url().startsWith("data:")) problems.push(`${name}: asks for ${request.url()}`);
      });
      const moved = await shift(page, url);
      if (moved.by > SHIFT_MAX) problems.push(`${name} (${width}): things move by ${moved.by} while it loads: ${moved.what.slice(0, 3).join(", ")}`);
      await context.close();
    }
  }
  await browser.close();
  for (const problem of problems) console.error(problem);
  console.log(`keyboard and layout: ${pages.length} pages at three widths, ${problems.length} problems`);
  if (problems.length > 0) process.exit(1);
})();
