// One reply of the chat API as elements: the same ones as templates/_answer.html, arranged as in web/answerview.py.
import { dateWords, el, fill, safeLink } from "./dom.js";

/** The reply as <div class="answer …">. texts: {chat, months, date}. */
export function answer(reply, texts) {
  const t = texts.chat;
  const why = reply.why || {};
  const beside = columns(reply, texts);
  const inColumns = new Set(beside.flatMap((column) => column.quotes));
  const alone = reply.quotes.map((_, number) => number).filter((number) => !inColumns.has(number));
  return el(
    `div.answer.${reply.kind}`,
    null,
    reply.corrections.map((change) => corrected(change, t)),
    carried(Object.entries(why.carried_over || {}), t),
    reply.kind === "crisis" && [el("h3", null, t.crisis), links(reply)],
    reply.quotes.length
      ? [beside.length && sideBySide(reply, beside, t), parts(reply, alone).map((piece) => part(reply, piece, t))]
      : el("div.reply", { lang: reply.lang }, reply.text.split("\n").filter((line) => line.trim()).map((line) => el("p", null, line))),
    reply.kind !== "crisis" && links(reply),
    reply.more && more(reply.more, t),
    cited(reply, texts),
    reply.confidence && sure(reply.confidence),
    reply.kind === "answer" && whyDetails(reply, why, t),
    reply.suggestions.length && suggestions(reply.suggestions, t.suggestions, "h3"),
  );
}

function corrected(change, t) {
  const instead = el("span.quiet", null, `(${t.correction_instead} `, el("s", null, change.from), ")");
  return el("p.note", null, `${t.correction} `, el("b", null, change.to), " ", instead);
}

function carried(slots, t) {
  if (!slots.length) return null;
  const forget = (slot, value) => ({ type: "submit", form: "ask", name: "drop", value: slot, "aria-label": fill(t.forget, { value }) });
  const one = ([slot, value]) => [" ", el("b", null, value), " ", el("button.forget", forget(slot, value), "×")];
  return el("p.note", null, t.carried, slots.map(one));
}

export function suggestions(list, title, heading) {
  const button = (text) => el("button", { type: "submit", form: "ask", name: "suggestion", value: text }, text);
  return el("section.suggestions", null, el(heading, null, title), el("ul", null, list.map((text) => el("li", null, button(text)))));
}

function columns(reply, texts) {
  if (reply.comparison) return reply.comparison.rows;
  if (!reply.disagreement) return [];
  return reply.disagreement.quotes.map((quote) => {
    const citation = reply.citations[reply.quotes[quote].citation];
    return { label: sourceWords(citation, texts).join(" · ") || citation.title, quotes: [quote] };
  });
}

function sideBySide(reply, beside, t) {
  const shown = beside.map((column) =>
    el("div.column", null, el("h4", null, column.label), parts(reply, column.quotes).map((piece) => part(reply, piece, t))),
  );
  return el(
    `section.beside.${reply.comparison ? "compare" : "disagree"}`,
    null,
    el("h3", null, reply.comparison ? t.compare : `${t.disagree}: ${reply.disagreement.about}`),
    !reply.comparison && el("p.quiet", null, t.disagree_note),
    el("div.columns", null, shown),
  );
}

/** Neighbouring quotes of one passage become one paragraph or list; neighbouring rows of one table one table. */
function parts(reply, numbers) {
  const gathered = [];
  for (const number of numbers) {
    const quote = reply.quotes[number];
    const passage = reply.passages[quote.passage];
    const chip = quote.citation + 1;
    let last = gathered.at(-1);
    if (passage.table) {
      const like = JSON.stringify([reply.citations[quote.citation].guide, passage.table.header]);
      if (!last || last.like !== like) {
        last = { kind: "table", like, lang: quote.lang, header: passage.table.header, rows: [], chips: [], passages: [] };
        gathered.push(last);
      }
      if (!last.passages.includes(quote.passage)) {
        last.passages.push(quote.passage);
        last.rows.push(...rows(passage.table));
      }
      if (!last.chips.includes(chip)) last.chips.push(chip);
      continue;
    }
    if (!last || last.passage !== quote.passage) {
      const kind = ["list", "steps", "timetable"].includes(passage.kind) ? "list" : "prose";
      last = { kind, passage: quote.passage, lang: quote.lang, items: [], end: 0 };
      gathered.push(last);
    }
    const before = last.items.at(-1);
    if (before && before.chip === chip) before.chip = null;
    const items = quote.text.split("\n").map((text) => ({ text }));
    items[0].gap = Boolean(before) && quote.span[0] > last.end + 1;
    items.at(-1).chip = chip;
    last.items.push(...items);
    last.end = quote.span[1];
  }
  for (const piece of gathered) {
    if (piece.kind === "list" && piece.items.length > 1 && piece.items[0].text.endsWith(":")) piece.lead = piece.items.shift();
  }
  return gathered;
}

function rows(table) {
  const marked = new Set(table.marked.map(String));
  const width = Math.max(table.header.length, ...table.rows.map((row) => row.length));
  return table.rows.map((row, place) =>
    Array.from({ length: width }, (_, column) => ({
      text: row[column] || "",
      label: table.header[column] || "",
      marked: marked.has(`${place},${column}`),
    })),
  );
}

function part(reply, piece, t) {
  if (piece.kind === "table") return tablePart(reply, piece, t);
  if (piece.kind === "list") {
    const lead = piece.lead && el("p", null, item(reply, piece.lead, t));
    return el("blockquote.part.list", { lang: piece.lang }, lead, el("ul", null, piece.items.map((entry) => el("li", null, item(reply, entry, t)))));
  }
  return el("blockquote.part.prose", { lang: piece.lang }, el("p", null, piece.items.map((entry) => [item(reply, entry, t), " "])));
}

function item(reply, entry, t) {
  return [
    entry.gap && el("span.gap", { "aria-hidden": "true" }, "… "),
    el("span.quote", null, entry.text),
    entry.chip && ["\u00a0", chip(reply, entry.chip, t)],
  ];
}

function chip(reply, number, t) {
  const citation = reply.citations[number - 1];
  const label = `${fill(t.source, { number, title: citation.title, section: citation.section })} (${t.new_tab})`;
  return el("a.chip", { href: ownPath(citation.url), target: "_blank", rel: "noopener", "aria-label": label }, String(number));
}

function ownPath(url) {
  return /^\/(?!\/)/.test(url) ? url : "";
}

function tablePart(reply, piece, t) {
  const named = (name) => (name ? el("th", { role: "columnheader", scope: "col" }, name) : el("td", { role: "cell" }));
  const head = piece.header.some(Boolean) && el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, piece.header.map(named)));
  const cell = (entry, place) =>
    place === 0
      ? el("th", { role: "rowheader", scope: "row" }, entry.text)
      : el("td", { role: "cell", "data-label": entry.label }, entry.marked ? el("span.quote", null, entry.text) : entry.text);
  const body = el("tbody", { role: "rowgroup" }, piece.rows.map((row) => el("tr", { role: "row" }, row.map(cell))));
  const chips = el("p.chips", null, piece.chips.map((number) => [" ", chip(reply, number, t)]));
  return el("blockquote.part.rows", { lang: piece.lang }, el("table.cards", { role: "table" }, head, body), chips);
}

function links(reply) {
  return reply.links.length ? el("ul.links", null, reply.links.map((link) => el("li", null, linked(link)))) : null;
}

function linked(link) {
  const href = safeLink(link.href);
  if (!href) return link.label;
  const away = /^(\/|http)/.test(href) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { href, ...away }, link.label);
}

function more(rest, t) {
  const link = { href: ownPath(rest.url), target: "_blank", rel: "noopener" };
  return el("p.more", null, el("a", link, fill(t.more, { count: rest.count })));
}

function sourceWords(citation, texts) {
  return citation.sources.map((source) => [source.publisher || source.title, dateWords(source.date, texts)].filter(Boolean).join(", "));
}

/** One line a section and source, with the chips of its citations. */
function cited(reply, texts) {
  const places = new Map();
  for (const number of [...new Set(reply.quotes.map((quote) => quote.citation))].sort((a, b) => a - b)) {
    const citation = reply.citations[number];
    const said = sourceWords(citation, texts);
    if (citation.reviewed) said.push(fill(texts.chat.reviewed, { date: dateWords(citation.reviewed, texts) }));
    const key = JSON.stringify([citation.guide, citation.section, said]);
    if (!places.has(key)) places.set(key, { citation, said: said.join(" · "), numbers: [] });
    places.get(key).numbers.push(number + 1);
  }
  if (!places.size) return null;
  const line = ({ citation, said, numbers }) => {
    const chips = el("span.chips", null, numbers.map((number) => [" ", chip(reply, number, texts.chat)]));
    const name = el("cite", null, `${citation.title} › ${citation.section}`);
    return el("li", null, chips, " ", el("span", null, name, said && [" ", el("span.said", null, said)]));
  };
  return el("section.cited", null, el("h3", null, texts.chat.sources), el("ul", null, [...places.values()].map(line)));
}

function sure(confidence) {
  const meter = el("span.meter", { "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el(`p.sure.${confidence.level}`, null, meter, confidence.words);
}

function whyDetails(reply, why, t) {
  const terms = Object.entries(why.terms || {}).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([term]) => term);
  const synonyms = Object.entries(why.synonyms || {});
  const looked = why.looked_for || [];
  const runnerUp = (reply.passages.find((passage) => passage.id === why.runner_up) || { trail: [] }).trail.join(" › ");
  if (!terms.length && !looked.length) return null;
  const line = (title, ...words) => [el("dt", null, title), words.map((word) => el("dd", null, word))];
  return el(
    "details.why",
    null,
    el("summary", null, t.why),
    el(
      "dl",
      null,
      terms.length && line(t.why_terms, terms.join(", ")),
      synonyms.length && line(t.why_synonyms, ...synonyms.map(([wrote, means]) => `${wrote} → ${means}`)),
      looked.length && line(t.why_looked_for, looked.join(", ")),
      runnerUp && line(t.why_runner_up, runnerUp),
    ),
  );
}
