// Under a reply: did it help, with a reason if not; and copying it.

function feedbackOf(reply, question, talk) {
  const { t } = talk;
  const { kind, passages } = reply;
  const button = (words, onclick) => el("button", { onclick }, words);
  const swap = (title, ...buttons) => {
    const words = el("span", { tabindex: -1 }, title);
    row.replaceChildren(words, ...buttons);
    words.focus();
  };
  const say = (verdict, ...reasons) => {
    talk.rate({ verdict, reasons, kind, passages: passages.map(({ id }) => id), question });
    swap(t.thanks);
  };
  const wrong = () =>
    swap(t.wrong, ...Object.entries(t.reasons).map(([name, words]) => button(words, () => say("not_helpful", name))));
  const row = el(
    "div.feedback",
    { role: "group", "aria-label": t.rate },
    el("span", t.rate),
    button(t.helpful, () => say("helpful")),
    button(t.unhelpful, wrong),
    button(t.copy, () => copy(reply, row, talk)),
  );
  return row;
}

// The reply with its sources as plain text; where the clipboard is closed to us, the reply is selected instead.
async function copy({ text, quotes, citations }, row, { t, server, tell }) {
  const places = citations.filter((_, number) => quotes.some(({ citation }) => citation === number));
  const lines = places.map(({ title, section, url }) => `${title}, ${section}: ${server}${url}`);
  const done = (words) => tell((row.lastChild.textContent = words));
  try {
    await navigator.clipboard.writeText([text, ...lines].join("\n"));
    done(t.copied);
  } catch {
    getSelection().selectAllChildren(row.parentNode);
    done(t.select);
  }
}
