// Making elements. Text only ever becomes text: nothing here parses HTML.

/** el("p.note", {title: "…"}, "text", child, …). false and null are left out, of attributes and of children. */
export function el(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter((child) => child || child === ""));
  return made;
}

/** "See {contact}" with the values filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const UNSHOWN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** What was typed, without characters that could reorder or hide what stands around it. See web/echo.py. */
export function showable(text) {
  return text.replaceAll("\r\n", "\n").replace(UNSHOWN, "").trim();
}

const SAFE = /^(https?:\/\/|tel:|sms:|mailto:|\/(?!\/))/i;

/** The address if a tap on it can do no harm, else "". */
export function safeLink(href) {
  return SAFE.test(href) ? href : "";
}

/** "2026-03" as "March 2026"; anything else as it is. */
export function dateWords(iso, texts) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  const month = found && found[2] ? texts.months[Number(found[2]) - 1] : null;
  if (!month) return iso;
  const form = found[3] ? texts.date.day : texts.date.month;
  return fill(form, { year: found[1], month, day: Number(found[3] || 0) });
}
