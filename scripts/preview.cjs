// Edits content beside a preview in a real browser: a change comes by itself, the reader keeps the place and what was
// opened, findings are text, and a tab that nobody sees holds no connection.
// Arguments: the program sitegen, a content directory that may be edited, a file of facts in it.
"use strict";
const { spawn } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { chromium } = require("playwright-core");

const [program, content, facts] = process.argv.slice(2);

function expect(right, told) {
  if (!right) throw new Error(told);
}

function edit(from, to) {
  const text = readFileSync(facts, "utf8");
  expect(text.includes(from), `${from} is not in ${facts}`);
  writeFileSync(facts, text.replace(from, to));
}

/** Starts the preview, and gives its address. */
async function start() {
  const child = spawn(program, ["preview", "--content", content], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/http:\S+/);
    if (address) {
      child.stdout.resume();
      return { child, address: address[0] };
    }
  }
  throw new Error("the preview did not start");
}

const shown = (page, words) => page.waitForFunction((wanted) => {
  const there = document.getElementById("page").contentDocument;
  return there && there.body && there.body.textContent.includes(wanted);
}, words);

async function keepsItsPlace(page, address) {
  await page.goto(`${address}#/dossiers/canal/index.html`);
  await shown(page, "canal");
  // In one step, from the page around it, which has no reload under way: it would not know what is opened here.
  const settled = await page.waitForFunction(() => {
    const { contentWindow, contentDocument } = document.getElementById("page");
    if (busy || again || reloads || place || contentDocument.readyState !== "complete") return null;
    const covers = [...contentDocument.querySelectorAll("details")];
    covers.forEach((one, number) => { one.open = number % 2 === 0; });
    contentWindow.scrollTo({ top: 400, behavior: "instant" });
    return [covers.map((one) => one.open), contentWindow.scrollY];
  });
  const before = await settled.jsonValue();
  expect(before[1] > 0, "the page does not scroll");
  const started = performance.now();
  edit("Marland and Upper Venn signed a treaty", "Marland and Upper Venn did sign a treaty");
  await shown(page, "did sign a treaty");
  const took = performance.now() - started;
  // The browser itself restores the place, and sooner than the page opens what was open.
  const kept = page.waitForFunction((wanted) => {
    const { contentWindow, contentDocument } = document.getElementById("page");
    const open = [...contentDocument.querySelectorAll("details")].map((one) => one.open);
    return JSON.stringify([open, contentWindow.scrollY]) === wanted;
  }, JSON.stringify(before), { timeout: 10_000 });
  await kept.catch(async () => {
    const now = await page.evaluate(() => {
      const { contentWindow, contentDocument } = document.getElementById("page");
      return [[...contentDocument.querySelectorAll("details")].map((one) => one.open), contentWindow.scrollY, contentDocument.readyState, busy, again, reloads];
    });
    throw new Error(`the reader lost the place: ${JSON.stringify(before)} has become ${JSON.stringify(now)}`);
  });
  edit("Marland and Upper Venn did sign a treaty", "Marland and Upper Venn signed a treaty");
  await page.waitForFunction(() => {
    const there = document.getElementById("page").contentDocument;
    return there && there.body && there.readyState === "complete" && !there.body.textContent.includes("did sign a treaty");
  });
  return took;
}

async function saysWhatIsWrong(page) {
  const hostile = "<img src=x onerror=alert(1)>";
  edit("place: tarnholm", `place: "${hostile}"`);
  const panel = page.locator("#findings");
  await panel.waitFor({ state: "visible" });
  const text = await panel.textContent();
  expect(text.includes("facts.yaml:"), `no place in: ${text}`);
  expect((await panel.locator("img").count()) === 0, "a finding was taken for HTML");
  await shown(page, "signed a treaty");
  await page.locator("#state").focus().catch(() => {});
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  edit(`place: "${hostile}"`, "place: tarnholm");
  await page.waitForFunction(() => document.getElementById("toggle").hidden);
}

/** Hidden, the tab closes its stream; seen again, it shows what has changed meanwhile. */
async function restsWhileHidden(page) {
  const see = (state) => page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  await see("hidden");
  expect(await page.evaluate(() => stream === null), "a hidden tab holds a connection");
  edit("Marland and Upper Venn signed a treaty", "Marland and Upper Venn have signed a treaty");
  await see("visible");
  await shown(page, "have signed a treaty");
  edit("Marland and Upper Venn have signed a treaty", "Marland and Upper Venn signed a treaty");
  await shown(page, "Venn signed a treaty");
}

(async () => {
  const { child, address } = await start();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    page.on("dialog", () => { throw new Error("a script of the content ran"); });
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    const times = [];
    for (let round = 0; round < 5; round += 1) times.push(await keepsItsPlace(page, address));
    times.sort((one, other) => one - other);
    console.log(`from save to screen: ${times.map((time) => Math.round(time)).join(", ")} ms`);
    await saysWhatIsWrong(page);
    await restsWhileHidden(page);
    expect(problems.length === 0, problems.join("\n"));
    console.log("preview: ok");
  } finally {
    await browser.close();
    child.kill();
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
