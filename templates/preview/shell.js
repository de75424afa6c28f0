// The preview's own page: keeps a page of the site in a frame, reloads it when there is news, and says what is wrong.
"use strict";

const frame = document.getElementById("page");
const state = document.getElementById("state");
const toggle = document.getElementById("toggle");
const alone = document.getElementById("alone");
const panel = document.getElementById("findings");
const trouble = document.getElementById("trouble");
const list = panel.querySelector("ol");

/** The site that was told of last. */
let newest = 0;
/** The text of the page in the frame, and of which site it is; nothing while that is not known. */
let shown = null;
/** Whether the frame is on its way to a page, and whether there was news meanwhile. */
let busy = true;
let again = false;
/** Whether the frame is being reloaded, and the place that the reader had until it went. */
let reloads = false;
let place = null;
/** What was wrong last, to tell it once. */
let told = "";
let stream = null;

/** The page that an address names, if it is one of the site. */
function page(address) {
  const url = new URL(address || "/index.html", location.origin);
  const outside = url.pathname === "/" || ["//", "/_preview"].some((start) => url.pathname.startsWith(start));
  const own = url.origin === location.origin && !outside;
  return own ? url.pathname + url.hash : "/index.html";
}

function present() {
  const there = frame.contentWindow.location;
  return there.pathname + there.hash;
}

/** Everything on a page that opens, each with what tells it from the others. */
function covers() {
  const all = [...frame.contentDocument.querySelectorAll("details")];
  return all.map((cover, number) => {
    const named = cover.id ? cover : cover.querySelector("[id]");
    return [named ? `#${named.id}` : `${number}`, cover];
  });
}

function remember() {
  const open = new Map(covers().map(([key, cover]) => [key, cover.open]));
  const { scrollX, scrollY } = frame.contentWindow;
  place = { path: frame.contentWindow.location.pathname, open, scrollX, scrollY };
}

function restore() {
  const kept = place;
  place = null;
  if (!kept || kept.path !== frame.contentWindow.location.pathname) return;
  for (const [key, cover] of covers()) {
    if (kept.open.has(key)) cover.open = kept.open.get(key);
  }
  frame.contentWindow.scrollTo({ left: kept.scrollX, top: kept.scrollY, behavior: "instant" });
}

/** Reads the page once more, and reloads the frame where it is another one now. */
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  const site = newest;
  const before = shown;
  const now = await read();
  if (busy) {
    again = true;
    return;
  }
  // What was read when the news had come already may be younger than the frame.
  if (now && before && before.site < site && before.text === now.text) {
    shown = now;
    return;
  }
  busy = true;
  shown = null;
  // The reader goes on reading until the page has come, so the place is remembered when the old one goes.
  reloads = true;
  frame.contentWindow.location.reload();
}

async function read() {
  try {
    const answer = await fetch(frame.contentWindow.location.pathname, { cache: "no-store" });
    return { text: await answer.text(), site: Number(answer.headers.get("preview-site")) };
  } catch {
    return null;
  }
}

frame.addEventListener("load", async () => {
  busy = false;
  shown = null;
  const there = frame.contentWindow;
  there.addEventListener("pagehide", () => {
    busy = true;
    shown = null;
    if (reloads) remember();
    reloads = false;
  });
  there.addEventListener("hashchange", follow);
  // Other sites may refuse to be framed, and this page lets none in.
  there.document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || link.origin === location.origin || !link.protocol.startsWith("http")) return;
    link.target = "_blank";
    link.rel = "noopener";
  }, true);
  restore();
  follow();
  if (again) {
    again = false;
    refresh();
    return;
  }
  const now = await read();
  if (!busy) shown = now;
});

/** Lets the address and the title say what is in the frame. */
function follow() {
  const path = present();
  history.replaceState(null, "", `#${path}`);
  alone.href = path;
  const title = frame.contentDocument.title;
  document.title = title ? `${title} · Preview` : "Preview";
}

function line(finding) {
  const item = document.createElement("li");
  item.className = finding.error ? "error" : "warning";
  for (const [kind, text] of [
    ["place", finding.place],
    ["message", `${finding.error ? "error" : "warning"}[${finding.rule}]: ${finding.message}`],
    ["suggestion", finding.suggestion],
  ]) {
    if (!text) continue;
    const part = document.createElement("p");
    part.className = kind;
    // As text: what stands in the files is not trusted.
    part.textContent = text;
    item.append(part);
  }
  return item;
}

function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function show(news) {
  const errors = news.findings.filter((one) => one.error).length;
  const warnings = news.findings.length - errors;
  const kept = errors > 0 || news.trouble !== "";
  const drafts = news.drafts > 0 ? `, with ${counted(news.drafts, "draft")}` : "";
  const what = news.site === 0 ? "there is nothing to show yet" : `revision ${news.revision}${drafts}`;
  state.textContent = kept && news.site > 0 ? `the last page that was right: ${what}` : what;
  trouble.textContent = news.trouble;
  list.replaceChildren(...news.findings.map(line));
  const wrong = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean);
  toggle.textContent = wrong.join(", ") || "trouble";
  toggle.hidden = !kept && news.findings.length === 0;
  document.body.classList.toggle("wrong", kept);
  const now = JSON.stringify([news.trouble, news.findings]);
  if (now !== told) open(kept);
  told = now;
}

function open(wanted) {
  panel.hidden = !wanted;
  toggle.setAttribute("aria-expanded", String(wanted));
}

function hear(event) {
  const news = JSON.parse(event.data);
  if (news.number === 0) return;
  show(news);
  if (news.site === newest) return;
  newest = news.site;
  refresh();
}

// A browser has few connections for one address, and a tab that nobody sees needs none.
function listen() {
  const wanted = document.visibilityState === "visible";
  if (wanted && !stream) {
    stream = new EventSource("/_preview/events");
    stream.onmessage = hear;
    stream.onerror = () => {
      state.textContent = "the preview does not answer";
    };
  } else if (!wanted && stream) {
    stream.close();
    stream = null;
  }
}

toggle.addEventListener("click", () => open(panel.hidden));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open(false);
});
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => {
  if (stream) stream.close();
  stream = null;
});
addEventListener("pageshow", listen);
addEventListener("hashchange", () => {
  const wanted = page(location.hash.slice(1));
  if (wanted !== present()) frame.contentWindow.location.assign(wanted);
});

frame.src = page(location.hash.slice(1));
listen();
