// Thumbs under a reply, with reasons when it did not help. Only a count reaches the server's memory.
import { el } from "./dom.js";

/** The row of buttons. `chosen` reasons are sent with the verdict. */
export function feedback(reply, question, t, site) {
  const row = el("div.feedback", { role: "group", "aria-label": `${t.helpful} / ${t.not_helpful}` });
  const say = (verdict, reasons) => {
    thank();
    fetch("/api/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      body: JSON.stringify({
        verdict,
        reasons,
        kind: reply.kind,
        passages: reply.passages.slice(0, 5).map((passage) => passage.id),
        ...site,
      }),
    }).catch(() => {}); // a lost thumb is no reason to trouble anyone
  };
  const thank = () => {
    const thanks = el("p", { tabindex: "-1" }, t.thanks);
    row.replaceChildren(thanks);
    thanks.focus({ preventScroll: true });
  };
  const ask = () => {
    const reasons = Object.entries(t.reasons).map(([name, words]) => button(words, () => say("not_helpful", [name])));
    const title = el("p", { tabindex: "-1" }, t.reasons_label);
    row.replaceChildren(title, ...reasons);
    title.focus({ preventScroll: true });
  };
  row.append(button(t.helpful, () => say("helpful", [])), button(t.not_helpful, ask));
  return row;
}

function button(words, pressed) {
  const made = el("button", { type: "button" }, words);
  made.addEventListener("click", pressed);
  return made;
}
