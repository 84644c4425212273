// Talking to the bot. No cookies, nothing in an address but a guide and a language.
// Milliseconds until the page says that it is still searching, and until a request is given up.
const SLOW = 3000;
const PATIENCE = 30000;

// The JSON that the server answers; throws an Error whose `reason` names the text that tells the student.
async function request(url, body, stop = new AbortController()) {
  let late;
  const timer = setTimeout(() => stop.abort((late = true)), PATIENCE);
  const post = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(url, { ...post, credentials: "omit", signal: stop.signal });
    if (response.ok) return await response.json();
    throw { reason: /429|503/.test(response.status) && "busy" };
  } catch ({ reason }) {
    throw { stopped: stop.signal.aborted && !late, reason: reason || (navigator.onLine ? "error" : "offline") };
  } finally {
    clearTimeout(timer);
  }
}

// The interface's texts in a language; English for what is missing or can't be had.
async function loadTexts(lang, server) {
  const name = lang.toLowerCase().split("-")[0];
  const found = LANGUAGES.includes(name) && (await request(`${server}/widget/texts.${name}.json`).catch(() => null));
  return { ...ENGLISH, lang: found ? name : "en", ...found };
}
