// The field of the search. Nothing leaves the page. What finds (engine.js), what shows (results.js) and
// the index are scripts beside the page, read when somebody comes to the field: a page on a disk may
// load scripts, and may not fetch data. Each hands its value to `dossierSearch`.
(() => {
  "use strict";
  const ids = ["query", "told", "facets", "found", "lists"];
  const [field, told, facets, found, lists] = ids.map((id) => document.getElementById(id));
  const say = JSON.parse(found.dataset.words);
  const folder = found.dataset.index.replace(/[^/]*$/, "");

  const waiting = new Map();
  globalThis.dossierSearch = (name, value) => waiting.get(name)?.take(value);
  const load = (name, address) => {
    if (!waiting.has(name)) {
      const entry = {};
      entry.promise = new Promise((take, fail) => {
        entry.take = take;
        const script = document.createElement("script");
        script.src = address;
        script.addEventListener("error", () => { waiting.delete(name); fail(new Error(name)); });
        script.addEventListener("load", () => script.remove());
        document.head.append(script);
      });
      waiting.set(name, entry);
    }
    return waiting.get(name).promise;
  };
  dossierSearch.read = (name) => load(name, `${folder}${name}.js`);
  const { engine, drawing, index } = found.dataset;
  const ready = () => Promise.all([load("engine", engine), load("drawing", drawing), load("head", index)]);

  let facet = "";
  let turn = 0;

  async function show() {
    const own = (turn += 1);
    const typed = field.value.trim();
    if (!typed) {
      for (const place of [told, facets, found]) place.replaceChildren();
      lists.hidden = false;
      return;
    }
    try {
      const [engine, drawing, head] = await ready();
      const result = await engine.find(head, typed);
      const drawn = await drawing({ engine, head, say, result, typed, facet, narrow, ask });
      // Somebody has typed on in the meantime.
      if (own !== turn) return;
      told.replaceChildren(...drawn.told);
      facets.replaceChildren(...drawn.facets);
      found.replaceChildren(...drawn.found);
      lists.hidden = result.rows.length > 0;
    } catch {
      if (own !== turn) return;
      told.textContent = say.failed;
      lists.hidden = false;
    }
  }

  function narrow(name) {
    facet = name;
    keep(true);
    show().then(() => {
      facets.querySelector(`[data-facet="${name}"]`)?.focus();
      scrollTo({ top: 0 });
    });
  }

  function ask(words) {
    field.value = words;
    facet = "";
    keep(true);
    show();
    field.focus();
  }

  /** Puts the query into the address; on a disk, where a page may change only that, behind a `#`. */
  function keep(step) {
    const query = new URLSearchParams();
    if (field.value) query.set("q", field.value);
    if (field.value && facet) query.set("in", facet);
    const put = (address) => history[step ? "pushState" : "replaceState"](null, "", address);
    const address = new URL(location.href);
    address.hash = "";
    address.search = query;
    try { put(address); } catch {
      const here = new URL(location.href);
      here.hash = query;
      put(here);
    }
  }

  function restore() {
    const behind = new URLSearchParams(location.hash.slice(1));
    const query = behind.has("q") ? behind : new URLSearchParams(location.search);
    field.value = query.get("q") ?? "";
    facet = query.get("in") ?? "";
    lists.hidden = field.value.trim() !== "";
    show();
  }

  function clear() {
    field.value = "";
    facet = "";
    keep(false);
    show();
    field.focus();
  }

  // `/` leads to the field, Escape clears it, arrow keys walk from it through the results and back.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const active = document.activeElement;
    if (event.key === "/" && active !== field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape" && (active === field || found.contains(active) || facets.contains(active))) {
      event.preventDefault();
      clear();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...found.querySelectorAll("li > a")];
    const at = stops.indexOf(active);
    if (!step || at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });

  // A page that is left at a moment when nobody types has read nothing.
  field.addEventListener("focus", () => ready().catch(() => {}));
  field.addEventListener("input", () => { facet = ""; keep(false); show(); });
  field.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    found.querySelector("li > a")?.click();
  });
  addEventListener("popstate", restore);
  restore();
})();
