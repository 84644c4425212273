// Quoted passages: what is quoted is marked, the rest of a passage unfolds around it, rows become a real table.

/** Neighbouring quotes of one passage make one part; neighbouring rows of one table make one table. */
function gather(reply, numbers) {
  const parts = [];
  for (const number of numbers) {
    const quote = reply.quotes[number];
    const passage = reply.passages[quote.passage];
    const { table } = passage;
    const like = table ? reply.citations[quote.citation].guide + table.header.join("\n") : quote.passage;
    let part = parts.at(-1);
    if (part?.like !== like) parts.push((part = { like, table, lang: quote.lang, passages: [], quotes: [] }));
    if (!part.passages.includes(passage)) part.passages.push(passage);
    part.quotes.push(quote);
  }
  return parts;
}

function partOf(part, chip, t) {
  const [passage] = part.passages;
  const shown = part.table
    ? [tableOf(part), el("p.chips", null, [...new Set(part.quotes.map((quote) => quote.citation))].map(chip))]
    : linesOf(passage, part.quotes, chip);
  const made = el("blockquote.part", { part: "quote", lang: part.lang, dir: "auto" }, shown);
  const rest = made.querySelectorAll(".rest");
  if (!rest.length) return made;
  const flip = () => {
    const open = toggle.getAttribute("aria-expanded") === "false";
    toggle.setAttribute("aria-expanded", open);
    toggle.textContent = open ? t.less : t.whole;
    for (const piece of rest) piece.hidden = !open;
    for (const gap of made.querySelectorAll(".gap")) gap.hidden = open;
  };
  const toggle = el("button.link", { "aria-expanded": "false", onclick: flip }, t.whole);
  return [made, toggle];
}

/** A passage's lines as paragraphs or list items, the quoted pieces in <mark>, the others hidden at first. */
function linesOf(passage, quotes, chip) {
  const points = [...passage.text];
  const marks = quotes.map(({ span: [start, end], text, citation }, at) => ({
    start,
    end,
    text,
    // One chip where several quotes in a row come from one place.
    chip: quotes[at + 1]?.citation !== citation && chip(citation),
  }));
  if (marks.some(({ start, end, text }) => points.slice(start, end).join("") !== text)) {
    return marks.map((mark) => el("p", null, el("mark", null, mark.text), " ", mark.chip));
  }
  const isList = /list|steps|timetable/.test(passage.kind);
  const made = [];
  let list;
  let end = 0;
  for (const line of passage.text.split("\n")) {
    const begin = end;
    end += [...line].length + 1;
    const pieces = [];
    let at = begin;
    const rest = (to) => {
      const text = points.slice(at, to).join("");
      if (text.trim()) {
        if (at > begin && to < end - 1) pieces.push(el("span.gap", { "aria-hidden": "true" }, " … "));
        pieces.push(el("span.rest", { hidden: true }, text));
      } else pieces.push(text);
    };
    for (const mark of marks) {
      const from = Math.max(mark.start, begin);
      const to = Math.min(mark.end, end - 1);
      if (from >= to) continue;
      rest(from);
      pieces.push(el("mark", null, points.slice(from, to).join("")), mark.end <= end && mark.chip && [" ", mark.chip]);
      at = to;
    }
    const quoted = at > begin;
    rest(end - 1);
    const item = isList && (made.length || !line.endsWith(":"));
    const block = el(item ? "li" : "p", null, quoted ? pieces : line);
    if (!quoted) {
      block.className = "rest";
      block.hidden = true;
    }
    if (!item) made.push(block);
    else if (list) list.append(block);
    else made.push((list = el("ul", { role: "list" }, block)));
  }
  return made;
}

/** Roles are spelled out because cards on narrow screens take them away. */
function tableOf({ table: { header }, passages }) {
  const rows = passages.flatMap(({ table }) =>
    table.rows.map((row, y) =>
      el(
        "tr",
        { role: "row" },
        row.map((text, x) => {
          if (!x) return el("th", { role: "rowheader", scope: "row" }, text);
          const marked = table.marked.some((cell) => cell[0] === y && cell[1] === x);
          return el("td", { role: "cell", "data-label": header[x] }, marked ? el("mark", null, text) : text);
        }),
      ),
    ),
  );
  const head = header.map((name) => (name ? el("th", { role: "columnheader", scope: "col" }, name) : el("td", { role: "cell" })));
  const top = header.some(Boolean) && el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head));
  const name = header.length > 3 ? "table.wide" : "table";
  return el(name, { role: "table" }, top, el("tbody", { role: "rowgroup" }, rows));
}
