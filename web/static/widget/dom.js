// Elements from text. Nothing in the widget parses HTML: strings become text nodes or plain attributes.

// el("p.note", {title: "…", onclick: f}, "text", child, [more]): empty children and attributes are left out.
function el(name, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  // Every class is a part too, so that a page can style it.
  made.part = made.className = classes.join(" ");
  const attributes = children[0]?.constructor === Object ? children.shift() : {};
  if (tag === "button") made.type = tag;
  // Without markers a list is none to Safari, unless it is told.
  if (/^[ou]l/.test(tag)) made.setAttribute("role", "list");
  for (const [key, value] of Object.entries(attributes)) {
    if (value?.call) made.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat(9).filter(Boolean));
  return made;
}

// "Forget {value}" with the values filled in.
const fill = (text, values) => text.replace(/{(\w+)}/g, (whole, name) => values[name] ?? whole);

// A path on the bot's own server as an address, else null.
const ownUrl = (path, server) => (/^\/(?![/\\])/.test(path) ? server + path : null);

// The address of a link in a reply if a tap on it can do no harm, else null.
const safeUrl = (href, server) => (/^(https?:\/\/|tel:|sms:|mailto:)/i.test(href) ? href : ownUrl(href, server));

// "2026-03" as "March 2026"; what is no month or day stays as it is.
function dateWords(iso, lang) {
  const found = /^\d{4}-\d\d(-\d\d)?$/.exec(iso);
  const form = { year: "numeric", month: "long", day: found?.[1] && "numeric", timeZone: "UTC" };
  return found ? new Date(iso).toLocaleDateString(lang, form) : iso;
}
