// Makes the plain form answer in place. Without this file the same form posts and works.
import { answer } from "./answer.js";
import { el, fill, showable } from "./dom.js";
import { feedback } from "./feedback.js";

const texts = JSON.parse(document.getElementById("texts").textContent);
const t = texts.chat;
const form = document.getElementById("ask");
const box = document.getElementById("message");
const log = document.getElementById("log");
const trouble = document.getElementById("trouble");
const announcer = document.getElementById("announcer");
const SLOW = 4000; // ms until the page says that it is still searching
const MOST = 60; // questions that fit on the printable sheet
const PATIENCE = 30000; // ms until a request is given up

let latest = document.getElementById("latest"); // the last exchange, where the server rendered one
let context = latest?.dataset.context ?? ""; // the signed token of the latest reply
let before = latest?.dataset.before ?? ""; // and the one that its question was sent with
let busy = false;

document.getElementById("keys").hidden = false;

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && (button.formTarget || button.name === "relang")) return; // another page: let it post
  event.preventDefault();
  if (busy) return;
  if (button?.name === "drop") askAgain(button.value);
  else if (button?.name === "suggestion") ask(button.value, true);
  else if (box.value.trim()) ask(box.value);
  else box.focus();
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

/** Ask something new. byButton: a suggestion was tapped, so focus may move to the question. */
async function ask(message, byButton) {
  const heading = el("h2.asked", { dir: "auto", tabindex: "-1" }, el("span.unseen", null, `${t.said}: `), showable(message) || "…");
  const waiting = el("p.searching", null, t.searching);
  const exchange = el("article.exchange", null, heading, waiting);
  log.append(exchange);
  document.body.classList.remove("fresh");
  document.querySelector(".starters")?.remove();
  heading.scrollIntoView({ block: "nearest" });
  if (byButton) heading.focus({ preventScroll: true });
  else box.value = "";
  const reply = await send({ message, context: context || null, drop: null }, waiting);
  if (!reply) {
    exchange.remove();
    if (!byButton && !box.value) box.value = message;
    return;
  }
  settle(latest);
  before = context;
  context = reply.context || "";
  show(exchange, waiting, reply, message);
  remember(message, "");
}

/** Ask the last question once more, forgetting one thing that was carried over. */
async function askAgain(slot) {
  const said = form.querySelectorAll('[name="said"]');
  const dropped = [...form.querySelectorAll('[name="dropped"]')].at(-1);
  if (!said.length || !dropped) return;
  const drop = [...new Set([...dropped.value.split(",").filter(Boolean), slot])];
  const message = [...said].at(-1).value;
  const old = latest.querySelector(".answer");
  latest.querySelector(".asked").tabIndex = -1;
  latest.querySelector(".asked").focus({ preventScroll: true });
  const reply = await send({ message, context: before || null, drop }, null);
  if (!reply) return;
  dropped.value = drop.join(",");
  context = reply.context || "";
  latest.querySelector(".feedback")?.remove();
  show(latest, old, reply, message);
}

/** Ask the server; on trouble say so and give null. What was typed stays. */
async function send(asked, waiting) {
  busy = true;
  form.setAttribute("aria-busy", "true");
  trouble.hidden = true;
  announce(t.searching);
  const stop = new AbortController();
  const slow = setTimeout(() => {
    announce(t.still_searching);
    if (waiting) waiting.textContent = t.still_searching;
  }, SLOW);
  const enough = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = JSON.stringify({ ...asked, guide: form.elements.guide.value || null, lang: texts.lang, ...site() });
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      credentials: "omit",
      signal: stop.signal,
    });
    if (response.ok) return await response.json();
    complain(response.status === 413 ? t.too_long : t.error);
  } catch {
    complain(navigator.onLine ? t.error : t.offline);
  } finally {
    clearTimeout(slow);
    clearTimeout(enough);
    busy = false;
    form.removeAttribute("aria-busy");
  }
  return null;
}

function site() {
  const field = form.elements.site;
  return field && field.value ? { site: field.value } : {};
}

function show(exchange, place, reply, message) {
  place.replaceWith(answer(reply, texts));
  if (reply.kind === "answer" || reply.kind === "refusal") exchange.append(feedback(reply, message, t, site()));
  latest = exchange;
  document.querySelector(".after").hidden = false;
  const spoken = reply.kind === "answer" ? t.announce_answer : t.announce_reply;
  const count = new Set(reply.quotes.map((quote) => quote.citation)).size;
  if (place.className === "searching") exchange.scrollIntoView({ block: "start" });
  announce(fill(spoken, { text: reply.text, count }));
}

/** What only the latest reply offers goes when a new one comes. */
function settle(exchange) {
  exchange?.querySelectorAll(".suggestions, .forget").forEach((offer) => offer.remove());
}

/** Keep the question where the plain form and the printable sheet find it. */
function remember(message, drop) {
  const field = (name, value) => el("input", { type: "hidden", name, value });
  const kept = document.getElementById("said");
  kept.append(field("said", message), field("dropped", drop));
  while (kept.children.length > 2 * MOST) kept.firstElementChild.remove();
}

function complain(text) {
  announcer.textContent = "";
  trouble.hidden = false;
  trouble.textContent = text;
  trouble.scrollIntoView({ block: "nearest" });
}

let silence;
/** Said once by screen readers, then gone, so that nobody meets it twice. */
function announce(text) {
  clearTimeout(silence);
  announcer.textContent = text;
  silence = setTimeout(() => (announcer.textContent = ""), 4000);
}
