// One reply of the chat API as elements.

/** talk: {t, server, ask, drop}: the texts, the bot's address, and what buttons do. */
function replyOf(reply, talk) {
  const { t } = talk;
  const why = reply.why || {};
  const chip = (number) => chipOf(reply.citations[number], number + 1, talk);
  const columns = columnsOf(reply, t);
  const beside = new Set(columns.flatMap((column) => column.quotes));
  const alone = [...reply.quotes.keys()].filter((number) => !beside.has(number));
  const parts = (numbers) => gather(reply, numbers).map((part) => partOf(part, chip, t));
  return [
    reply.corrections.map(({ from, to }) => el("p.hint", null, `${t.correction} `, el("b", null, to), ` (${t.instead} `, el("s", null, showable(from)), ")")),
    Object.entries(why.carried_over || {}).map(([slot, value]) => carriedOf(slot, value, talk)),
    reply.kind === "crisis" && el("h3", null, t.crisis),
    reply.quotes.length
      ? [
          columns.length && el("h3", null, reply.comparison ? t.compare : fill(t.disagree, reply.disagreement)),
          columns.length && !reply.comparison && el("p.hint", null, t.both),
          columns.length && el("div.columns", null, columns.map((column) => el("section", null, el("h4", null, column.label), parts(column.quotes)))),
          parts(alone),
        ]
      : el("div.said", { lang: reply.lang, dir: "auto" }, reply.text.split("\n").map((line) => el("p", null, line))),
    reply.links.length && el("ul.lines", { role: "list" }, reply.links.map((link) => el("li", null, linkOf(link, talk)))),
    reply.more && el("p", null, el("a.link", away(ownUrl(reply.more.url, talk.server)), fill(t.more, reply.more))),
    sourcesOf(reply, chip, t),
    reply.confidence && el(`p.sure.${reply.confidence.level}`, null, el("span.meter", { "aria-hidden": "true" }, el("i"), el("i"), el("i")), reply.confidence.words),
    reply.kind === "answer" && whyOf(reply, why, t),
  ];
}

const away = (href) => ({ href, target: "_blank", rel: "noopener noreferrer" });

function chipOf({ title, section, url }, n, { t, server }) {
  const label = `${fill(t.source, { n, title, section })} (${t.tab})`;
  return el("a.chip", { ...away(ownUrl(url, server)), part: "chip", "aria-label": label }, `${n}`);
}

function linkOf({ label, href }, { server }) {
  const url = safeUrl(href, server);
  if (!url) return label;
  return el("a", /^http/i.test(url) ? away(url) : { href: url }, label);
}

function carriedOf(slot, value, { t, drop }) {
  const name = fill(t.forget, { value });
  return el("p.hint", null, `${t.carried} `, el("button.drop", { "aria-label": name, title: name, onclick: () => drop(slot) }, value, el("span", null, "×")));
}

/** What stands side by side: the things compared, or the sources that disagree. */
function columnsOf({ comparison, disagreement, quotes, citations }, t) {
  if (comparison) return comparison.rows;
  return (disagreement?.quotes || []).map((quote) => {
    const citation = citations[quotes[quote].citation];
    return { label: saidBy(citation, t).join(" · ") || citation.title, quotes: [quote] };
  });
}

const saidBy = ({ sources }, t) =>
  sources.map((source) => [source.publisher || source.title, dateWords(source.date, t.lang)].filter(Boolean).join(", "));

/** One line a section and source, with the chips that lead there. */
function sourcesOf({ quotes, citations }, chip, t) {
  const places = new Map();
  for (const number of new Set(quotes.map((quote) => quote.citation))) {
    const citation = citations[number];
    const { title, section, reviewed } = citation;
    const said = [...saidBy(citation, t), reviewed && fill(t.reviewed, { date: dateWords(reviewed, t.lang) })].filter(Boolean).join(" · ");
    const words = el("span", null, el("cite", null, `${title} › ${section}`), " ", el("small", null, said));
    const key = words.textContent;
    if (!places.has(key)) places.set(key, { words, chips: [] });
    places.get(key).chips.push(chip(number));
  }
  const line = ({ words, chips }) => el("li", null, el("span.chips", null, chips), words);
  return places.size && el("section.sources", null, el("h4", null, t.sources), el("ul", { role: "list" }, [...places.values()].map(line)));
}

function whyOf({ passages }, why, t) {
  const terms = Object.entries(why.terms || {}).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([term]) => term);
  const synonyms = Object.entries(why.synonyms || {}).map(([wrote, means]) => `${wrote} → ${means}`);
  const next = passages.find(({ id }) => id === why.runner_up)?.trail.join(" › ");
  const line = (title, words) => words && [el("dt", null, title), el("dd", null, words)];
  const lines = [
    line(t.terms, terms.join(", ")),
    line(t.synonyms, synonyms.join(", ")),
    line(t.looked, (why.looked_for || []).join(", ")),
    line(t.next, next),
  ];
  return lines.some(Boolean) && el("details", null, el("summary.link", null, t.why), el("dl", null, lines));
}

/** Questions or choices as buttons. They stay when pressed: focus stays too, and the answer comes after it. */
function buttonsOf(list, title, ask) {
  if (!list.length) return null;
  const button = (text) => el("li", null, el("button", { dir: "auto", onclick: () => ask(text) }, showable(text)));
  return el("section.suggestions", null, el("h4", null, title), el("ul", { role: "list" }, list.map(button)));
}
