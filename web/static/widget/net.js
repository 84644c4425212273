// Talking to the bot. No cookies, no referrer, nothing in an address but a guide and a language.
const SLOW = 3000; // ms until the page says that it is still searching
const PATIENCE = 30000; // ms until a request is given up

/** The JSON that the server answers; throws an Error whose `text` names what to tell the student. */
async function request(url, body, signal) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  signal?.addEventListener("abort", () => stop.abort());
  try {
    const sent = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(url, { ...sent, credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
    if (response.ok) return await response.json();
    throw Object.assign(Error(response.status), { text: { 413: "long", 429: "busy", 503: "busy" }[response.status] });
  } catch (error) {
    error.text ||= navigator.onLine ? "error" : "offline";
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The interface's texts in a language; English for what is missing or can't be had. */
async function loadTexts(lang, server) {
  const name = lang.toLowerCase().split(/[-_]/)[0];
  if (!LANGUAGES.includes(name)) return { ...ENGLISH, lang: "en" };
  const found = await request(`${server}/widget/texts.${name}.json`).catch(() => ({ lang: "en" }));
  return { ...ENGLISH, lang: name, ...found };
}
