// Quoted passages: what is quoted is marked, the rest of a passage unfolds around it, rows become a real table.

// Neighbouring quotes of one passage make one part; neighbouring rows of one table make one table.
function gather({ quotes, passages, citations }, numbers) {
  const parts = [];
  for (const number of numbers) {
    const quote = quotes[number];
    const passage = passages[quote.passage];
    const { table } = passage;
    const like = table ? citations[quote.citation].guide + table.header : passage;
    let part = parts.at(-1);
    if (part?.like !== like) parts.push((part = { like, table, passages: new Set(), quotes: [] }));
    part.passages.add(passage);
    part.quotes.push(quote);
  }
  return parts;
}

function partOf({ table, passages, quotes }, chip) {
  const places = new Set(quotes.map(({ citation }) => citation));
  const shown = table
    ? [tableOf(table.header, [...passages]), el("p.chips", [...places].map(chip))]
    : linesOf([...passages][0], quotes, chip);
  return el("blockquote.quote", { lang: quotes[0].lang, dir: "auto" }, shown);
}

// A passage's lines as paragraphs or list items: quoted pieces in <mark>, the others (.rest) hidden at first.
function linesOf({ text, kind }, quotes, chip) {
  // Spans count Unicode code points.
  const points = [...text];
  const cut = (from, to) => points.slice(from, to).join("");
  if (quotes.some(({ span, text }) => cut(...span) !== text)) {
    return quotes.map(({ text, citation }) => el("p", el("mark", text), " ", chip(citation)));
  }
  const made = [];
  let list;
  let end = -1;
  for (const line of text.split("\n")) {
    const start = end + 1;
    end = start + [...line].length;
    const pieces = [];
    let at = start;
    const rest = (to) => {
      const between = cut(at, to);
      const words = between.trim();
      if (words && at > start && to < end) pieces.push(el("span.gap", { "aria-hidden": true }, " … "));
      pieces.push(words ? el("span.rest", { hidden: "" }, between) : between);
    };
    quotes.forEach(({ span, citation }, number) => {
      const from = Math.max(span[0], start);
      const to = Math.min(span[1], end);
      if (from >= to) return;
      rest(from);
      pieces.push(el("mark", cut(from, to)));
      // One chip where several quotes in a row come from one place.
      if (span[1] <= end && quotes[number + 1]?.citation !== citation) pieces.push(" ", chip(citation));
      at = to;
    });
    const quoted = at > start;
    rest(end);
    const isItem = /list|steps|timetable/.test(kind) && (made.length || !line.endsWith(":"));
    const block = el((isItem ? "li" : "p") + (quoted ? "" : ".rest"), { hidden: quoted ? null : "" }, quoted ? pieces : line);
    if (isItem && !list) made.push((list = el("ul")));
    if (isItem) list.append(block);
    else made.push(block);
  }
  return made;
}

function tableOf(header, passages) {
  const head = header.map((name) => (name ? el("th", { scope: "col" }, name) : el("td")));
  const body = passages.flatMap(({ table: { rows, marked } }) =>
    rows.map((texts, y) =>
      el(
        "tr",
        texts.map((text, x) => {
          if (!x) return el("th", { scope: "row" }, text);
          const isMarked = marked.some((cell) => cell[0] === y && cell[1] === x);
          return el("td", { "data-label": header[x] }, isMarked ? el("mark", text) : text);
        }),
      ),
    ),
  );
  return el(
    header.length > 3 ? "table.wide" : "table",
    header.some(Boolean) && el("thead", el("tr", head)),
    el("tbody", body),
  );
}
