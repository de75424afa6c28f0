// Shows what the search has found (engine.js): results with their words marked, buttons that narrow them
// to one sort, and what is told above. Every text becomes a text and no markup.
(() => {
  "use strict";
  /** How many results are shown of each sort, and of one sort before somebody asks for more. */
  const [SOME, MANY] = [5, 20];
  const plural = new Intl.PluralRules(document.documentElement.lang);

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const button = (text, act) => {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const fill = (text, value) => text.replace("%", () => value);
  const isMark = (part) => part.nodeName === "MARK";

  dossierSearch("drawing", async ({ engine, head, say, result, typed, facet, narrow, ask }) => {
    const { rows, counts, words: hits } = result;
    const label = (sort) => say.facets.find(([name]) => name === sort)[1];

    /** A text with what was found marked; with `cut`, from shortly before the first such word. */
    function marked(text, cut) {
      let pieces = engine.pieces(text, hits);
      const [[before, first] = ["", true], ...rest] = pieces;
      if (cut && !first && rest.length > 0 && before.length > 40) {
        pieces = [[`… ${before.slice(-25).replace(/^\S*\s/, "")}`, false], ...rest];
      }
      return pieces.map(([piece, hit]) => (hit ? element("mark", "", piece) : piece));
    }

    function item({ facet: sort }, shown) {
      const title = marked(shown.title);
      const link = element("a", "", ...title);
      link.href = shown.href;
      // It may run the other way than the page, also where nobody says in which language it is.
      const speak = (of, lang) => {
        if (lang) of.lang = lang;
        of.dir = "auto";
      };
      speak(link, shown.lang);
      const about = element("p", "", element("span", "kind", shown.kind));
      if (shown.word) about.append(" ", element("span", `voice ${shown.voice}`, shown.word));
      const name = sort === "names" || sort === "terms";
      const made = element("li", name ? "called" : "", link, about);
      const line = (...parts) => made.appendChild(element("p", "snippet", ...parts));
      // Where neither title nor text has a word, what it was found by is shown: another name, a speaker.
      const body = marked(shown.body, true);
      const called = name ? say.also : sort === "sources" ? "%" : say.names;
      const [before, after] = (name || sort !== "dossiers" ? called : "%").split("%");
      const other = marked(shown.also, true);
      const others = other.some(isMark) && !title.some(isMark) && !body.some(isMark);
      if (others) line(before, element("bdi", "", ...other), after);
      if (shown.body && (name || !others)) speak(line(...body), shown.bodyLang);
      return made;
    }

    /** Some rows as a list. */
    async function listed(some) {
      const shown = await Promise.all(some.map((row) => engine.shown(head, row.number)));
      return element("ol", "", ...some.map((row, at) => item(row, shown[at])));
    }

    /** The rows of one sort, as many as somebody asks for. */
    async function sorted(of) {
      const list = await listed(of.slice(0, MANY));
      if (of.length <= MANY) return [list];
      const more = button(say.more, async () => {
        const next = await listed(of.slice(list.children.length, list.children.length + MANY));
        const first = next.querySelector("a");
        list.append(...next.children);
        more.hidden = list.children.length >= of.length;
        first?.focus();
      });
      return [list, more];
    }

    /** The best of each sort; the sort of the best result comes first. */
    function grouped() {
      return Promise.all(Object.keys(counts).map(async (sort) => {
        const of = rows.filter((row) => row.facet === sort);
        const section = element("section", "", element("h2", "", label(sort)), await listed(of.slice(0, SOME)));
        if (of.length > SOME) section.append(button(fill(say.showAll, of.length), () => narrow(sort)));
        return section;
      }));
    }

    function chips() {
      const sorts = [["", say.all, rows.length], ...say.facets.map(([name, text]) => [name, text, counts[name]])];
      const some = sorts.filter(([, , count]) => count);
      return some.length < 3 ? [] : some.map(([name, text, count]) => {
        const chip = button(text, () => narrow(name));
        chip.setAttribute("aria-pressed", String(name === (counts[facet] ? facet : "")));
        chip.append(" ", element("span", "count", String(count)));
        chip.dataset.facet = name;
        return chip;
      });
    }

    /** What is told above the results. */
    async function told() {
      if (result.wanted.length === 0) return [];
      if (rows.length > 0) {
        const text = fill(say.found[plural.select(rows.length)] ?? say.found.other, rows.length);
        if (result.partial) return [`${say.some} ${text}`];
        return [result.exact ? text : `${fill(say.close, typed)} ${text}`];
      }
      const { near, alone } = await engine.instead(head, result);
      const buttons = (words) => words.flatMap((word) => [" ", button(word, () => ask(word))]);
      const offered = (heading, words) => (words.length === 0 ? [] : [" ", heading, ...buttons(words)]);
      return [fill(say.none, typed), ...offered(say.near, near), ...offered(say.alone, alone)];
    }

    const sorts = Object.keys(counts);
    const one = sorts.length === 1 ? sorts[0] : counts[facet] && facet;
    const found = one ? sorted(rows.filter((row) => row.facet === one)) : grouped();
    return { told: await told(), facets: chips(), found: await found };
  });
})();
