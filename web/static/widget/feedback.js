// Under a reply: did it help, with a reason if not; and copying it.

function feedbackOf(reply, turn, talk) {
  const { t } = talk;
  const row = el("div.feedback", { role: "group", "aria-label": t.rate });
  const say = (verdict, ...reasons) => {
    // A lost thumb is no reason to trouble anyone.
    talk.post("feedback", { verdict, reasons, kind: reply.kind, passages: reply.passages.slice(0, 9).map(({ id }) => id), question: turn.said }).catch(() => {});
    swap(t.thanks);
  };
  const swap = (title, ...buttons) => {
    const words = el("span", { tabindex: "-1" }, title);
    row.replaceChildren(words, ...buttons);
    words.focus({ preventScroll: true });
  };
  const button = (words, onclick) => el("button", { onclick }, words);
  const reasons = () => Object.entries(t.reasons).map(([name, words]) => button(words, () => say("not_helpful", name)));
  row.append(
    el("span", null, t.rate),
    button(t.helpful, () => say("helpful")),
    button(t.unhelpful, () => swap(t.wrong, ...reasons())),
    button(t.copy, () => copy(reply, row, talk)),
  );
  return row;
}

/** The quotes with their sources as plain text; where the clipboard is closed to us, the reply is selected instead. */
async function copy(reply, row, { t, server, tell }) {
  const places = reply.citations.filter((_, number) => reply.quotes.some(({ citation }) => citation === number));
  const text = [reply.text, ...places.map(({ title, section, url }) => `${title}, ${section}: ${server}${url}`)].join("\n");
  try {
    await navigator.clipboard.writeText(text);
    tell(t.copied, true);
  } catch {
    getSelection().selectAllChildren(row.parentNode);
    tell(t.select, true);
  }
}
