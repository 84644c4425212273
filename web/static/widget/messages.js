// One reply of the chat API as elements.

// talk: {t, server, ask, drop, …}: the texts, the bot's address, and what buttons do.
function replyOf(reply, talk) {
  const { t, server } = talk;
  const { kind, quotes, citations, comparison, disagreement, more, confidence } = reply;
  const why = reply.why || {};
  const chip = (number) => chipOf(citations[number], number + 1, talk);
  const columns = comparison
    ? comparison.rows
    : (disagreement?.quotes || []).map((quote) => {
        const citation = citations[quotes[quote].citation];
        return { label: saidBy(citation, t) || citation.title, quotes: [quote] };
      });
  const alone = [...quotes.keys()].filter((number) => !columns.some((column) => column.quotes.includes(number)));
  const parts = (numbers) => gather(reply, numbers).map((part) => partOf(part, chip));
  const quoted = [
    columns.length && [
      el("h3", comparison ? t.compare : fill(t.disagree, disagreement)),
      !comparison && el("p.hint", t.both),
      el("div.columns", columns.map((column) => el("section", el("h4", column.label), parts(column.quotes)))),
    ],
    parts(alone),
  ];
  return [
    reply.corrections.map(({ from, to }) =>
      el("p.hint", t.correction, " ", el("b", to), ` (${t.instead} `, el("s", from), ")"),
    ),
    Object.entries(why.carried_over || {}).map(([slot, value]) => {
      const name = fill(t.forget, { value });
      const forget = el("button.drop", { "aria-label": name, title: name, onclick: () => talk.drop(slot) }, value, el("span", "×"));
      return el("p.hint", t.carried, " ", forget);
    }),
    kind === "crisis" && el("h3", t.crisis),
    quotes.length ? quoted : el("div.said", { lang: reply.lang }, reply.text.split("\n").map((line) => el("p", line))),
    aroundOf(quoted, t),
    reply.links.length && el("ul.lines", reply.links.map((link) => el("li", linkOf(link, server)))),
    more && el("p", el("a.link", away(ownUrl(more.url, server)), fill(t.more, more))),
    quotes.length && sourcesOf(reply, chip, t),
    confidence && el("p.sure", el("span", { "aria-hidden": true }, DOTS[confidence.level]), confidence.words),
    kind === "answer" && whyOf(reply, why, t),
  ];
}

const DOTS = { low: "●○○", medium: "●●○", high: "●●●" };

const away = (href) => ({ href, target: "_blank", rel: "noopener" });

function chipOf({ title, section, url }, n, { t, server }) {
  const label = `${fill(t.source, { n, title, section })} (${t.tab})`;
  return el("a.chip", { ...away(ownUrl(url, server)), "aria-label": label }, `${n}`);
}

function linkOf({ label, href }, server) {
  const url = safeUrl(href, server);
  return url ? el("a", /^http/i.test(url) ? away(url) : { href: url }, label) : label;
}

// The button that shows the sentences around the quotes, where there are any.
function aroundOf(quoted, t) {
  const all = (what) => quoted.flat(9).filter(Boolean).flatMap((made) => [...made.querySelectorAll(what)]);
  const flip = () => {
    const open = button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", open);
    button.textContent = open ? t.less : t.whole;
    for (const rest of all(".rest")) rest.hidden = !open;
    for (const gap of all(".gap")) gap.hidden = open;
  };
  const button = el("button.link", { "aria-expanded": "false", onclick: flip }, t.whole);
  return all(".rest").length && button;
}

// "Qoollege, 2026": who says it, and as of when.
const saidBy = ({ sources }, t) =>
  sources.map(({ publisher, title, date }) => [publisher || title, dateWords(date, t.lang)].filter(Boolean).join(", ")).join(" · ");

// One line a section and source, with the chips that lead there.
function sourcesOf({ quotes, citations }, chip, t) {
  const places = {};
  for (const number of new Set(quotes.map(({ citation }) => citation))) {
    const { title, section, reviewed } = citations[number];
    const said = [saidBy(citations[number], t), reviewed && fill(t.reviewed, { date: dateWords(reviewed, t.lang) })];
    const words = el("span", el("cite", `${title} › ${section}`), " ", el("small", said.filter(Boolean).join(" · ")));
    const place = (places[words.textContent] ||= el("li", el("span.chips"), words));
    place.firstChild.append(chip(number));
  }
  return el("section.sources", el("h3", t.sources), el("ul", Object.values(places)));
}

function whyOf({ passages }, { terms, synonyms, looked_for, runner_up }, t) {
  const lines = [
    [t.terms, Object.keys(terms || {}).sort((a, b) => terms[b] - terms[a])],
    [t.synonyms, Object.entries(synonyms || {}).map((pair) => pair.join(" → "))],
    [t.looked, looked_for || []],
    [t.next, passages.filter(({ id }) => id === runner_up).map(({ trail }) => trail.join(" › "))],
  ].filter(([, words]) => words.length);
  return lines.length && el("details", el("summary.link", t.why), el("dl", lines.map(([title, words]) => [el("dt", title), el("dd", words.join(", "))])));
}

// Questions or choices as buttons. They stay when pressed: focus stays too, and the answer comes after it.
function buttonsOf(list, title, ask) {
  const button = (text) => el("li", el("button", { onclick: () => ask(text) }, text));
  return list.length ? el("section.suggestions", title && el("h3", title), el("ul", list.map(button))) : "";
}
