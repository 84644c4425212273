// <guidepost-chat>: the element, its keyboard and focus, what is announced, and the conversation it holds in memory.
//
// Attributes: site, guide (search only there), title, greeting, starters ("One?|Two?"), colour, theme (light, dark),
//   position (left, right, start, end), lang, inline, server (default: where the script came from).
// Custom properties: --guidepost-accent, -on-accent, -link, -paper, -font, -radius, -width, -height, -offset.
// Parts: every class name in these modules, for example launcher, panel, header, question, reply, quote, chip, input, send.
// Events, which bubble: guidepost-open, guidepost-close, guidepost-answer {kind, guides}, guidepost-error {reason}.
//   None holds what was asked. Methods: open(), close(), ask(text).
// What stands inside the element is shown where the script can't run.
const ORIGIN = new URL(document.currentScript?.src || location).origin;
const SIGN = "M15 2h2v28h-2zM4 5h20l4 4-4 4H4zM28 15H10l-4 3.5 4 3.5h18z";
// Of the 1,000 characters that are searched; from here on they are counted.
const NEARLY = 900;

function sign() {
  const [drawn, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  drawn.setAttribute("viewBox", "0 0 32 32");
  drawn.setAttribute("aria-hidden", true);
  path.setAttribute("d", SIGN);
  drawn.append(path);
  return drawn;
}

class GuidepostChat extends HTMLElement {
  static observedAttributes = ["title", "colour", "theme", "lang", "greeting", "starters", "inline"];
  #turns = [];
  #context = "";
  #request;
  // Counts builds, so that a slow language file can't overtake a newer one.
  #builds = 0;

  connectedCallback() {
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    this.root ||= this.attachShadow({ mode: "open" });
    this.#build();
    document.addEventListener("focusin", (event) => this.#makeRoom(event.target), { signal });
    addEventListener("online", () => this.#online(), { signal });
    addEventListener("offline", () => this.#online(), { signal });
  }

  disconnectedCallback() {
    this.#gone.abort();
    this.#request?.abort();
  }

  attributeChangedCallback() {
    if (this.root) this.#build();
  }

  #gone;

  get server() {
    return new URL(this.getAttribute("server") || ORIGIN, location).origin;
  }

  get inline() {
    return this.hasAttribute("inline");
  }

  // For the page's own buttons: open the panel, close it, or ask something as if it had been typed.
  open() {
    if (this.isOpen || !this.panel) return;
    this.#toggle(true);
    // A touch keyboard would cover the starters: there the panel itself takes the focus.
    (matchMedia("(pointer: coarse)").matches ? this.panel : this.input).focus();
    this.#emit("open");
  }

  close() {
    if (!this.isOpen || this.inline) return;
    this.#toggle(false);
    this.#emit("close");
  }

  ask(text) {
    this.open();
    return this.#ask(text);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent("guidepost-" + name, { detail, bubbles: true }));
  }

  #toggle(open) {
    this.isOpen = open;
    this.panel.hidden = !open;
    this.launcher.hidden = open;
    this.launcher.setAttribute("aria-expanded", open);
    if (!open) return;
    this.#starters();
    this.#reveal();
  }

  async #build() {
    const build = ++this.#builds;
    const given = (name) => this.getAttribute(name);
    const t = await loadTexts(this.closest("[lang]")?.lang || "en", this.server);
    if (build !== this.#builds || !this.isConnected) return;
    this.t = t;
    const { inline } = this;
    const typed = this.input?.value || "";
    this.root.adoptedStyleSheets = [sheetOf(given("theme"), given("colour"))];

    const button = (words, onclick) => el("button.link", { onclick }, words);
    this.hello = el("div.hello", el("h3", given("greeting") || t.greeting), el("p", t.intro));
    this.list ||= el("ol");
    this.after = el("div.after", button(t.take, () => this.#takeAway()), button(t.again, () => this.#again()));
    this.log = el("div.log", { role: "log", "aria-live": "off", tabindex: 0, "aria-label": t.log }, this.hello, this.list, this.after);
    this.input = el("textarea.input", {
      id: "q",
      rows: 1,
      maxlength: 3000,
      enterkeyhint: "send",
      placeholder: t.label,
      "aria-describedby": "keys count",
      oninput: () => this.#count(),
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.form.requestSubmit();
      },
    });
    this.input.value = typed;
    const send = el("button.send", { type: "submit" }, t.send);
    this.form = el("form", { onsubmit: (event) => this.#submit(event) }, el("label.sr", { for: "q" }, t.label), this.input, send);
    this.counter = el("p.note", { id: "count" });
    this.offline = el("p.trouble", { role: "status" });
    this.announcer = el("div.sr", { role: "status" });
    const title = el("h2.title", { id: "name" }, given("title") || t.title);
    const leave = () => {
      this.close();
      this.launcher.focus();
    };
    const onkeydown = (event) => {
      if (event.key !== "Escape" || event.isComposing || inline) return;
      event.stopPropagation();
      leave();
    };
    this.panel = el(
      "div.panel",
      { id: "panel", role: inline ? "region" : "dialog", "aria-labelledby": "name", tabindex: -1, onkeydown },
      el("div.header", sign(), title, !inline && el("button.x", { "aria-label": t.close, onclick: leave }, "×")),
      this.log,
      el("div.footer", this.offline, this.form, this.counter, el("p.sr", { id: "keys" }, t.keys),
        el("p.note", t.note, " ", button(t.talk, () => this.#ask(t.say, true)))),
    );
    this.launcher = el(
      "button.launcher",
      { "aria-expanded": "false", "aria-controls": "panel", onclick: () => this.open() },
      sign(),
      given("title") || t.open,
    );
    // An empty title, so that the host's does not hover over everything. The top layer is above all that a page stacks up.
    const root = el("div.root", { lang: t.lang, title: "", popover: inline ? null : "manual" }, !inline && this.launcher, this.panel, this.announcer);
    this.root.replaceChildren(root);
    if (!inline) root.showPopover?.();
    this.#fresh();
    this.#toggle(inline || !!this.isOpen);
    this.#count();
    this.#online();
  }

  // Greeting and starters before the first question, the conversation's own buttons after it.
  #fresh() {
    this.hello.hidden = this.#turns.length;
    this.after.hidden = !this.#turns.length;
  }

  // The first questions: the page's own, else the server's. Nothing is requested before the panel is opened.
  async #starters() {
    const { hello, t } = this;
    if (hello.hidden || hello.asked) return;
    hello.asked = true;
    const [guide, site] = ["guide", "site"].map((name) => encodeURIComponent(this.getAttribute(name) || ""));
    const own = this.getAttribute("starters")?.split("|").map((text) => text.trim());
    const found = own || (await request(`${this.server}/api/suggestions?lang=${t.lang}&guide=${guide}&site=${site}`).catch(() => 0)).suggestions;
    hello.asked = !!found;
    hello.append(buttonsOf((found || []).filter(Boolean), t.starters, (text) => this.#ask(text)));
  }

  #submit(event) {
    event.preventDefault();
    if (this.#ask(this.input.value)) this.input.value = "";
    this.#count();
    this.input.focus({ preventScroll: true });
  }

  #count() {
    const n = [...this.input.value].length;
    const words = n > NEARLY ? fill(this.t.count, { n }) : "";
    if (words && !this.counter.textContent) this.#tell(words);
    this.counter.textContent = words;
  }

  // What has the keyboard's focus on the host page must not lie hidden under the launcher or the panel.
  #makeRoom(target) {
    const { left, top, width, height } = target.getBoundingClientRect();
    if (target === this || this.inline || document.elementFromPoint(left + width / 2, top + height / 2) !== this) return;
    if (this.isOpen) this.close();
    else this.launcher.parentNode.classList.toggle("aside");
  }

  #online() {
    if (this.t) this.offline.textContent = navigator.onLine ? "" : this.t.offline;
  }

  // Read out once by screen readers, then gone, so that nobody meets it twice.
  #tell(text) {
    const line = el("div", text);
    this.announcer.append(line);
    setTimeout(() => line.remove(), 1000);
  }

  // False for an empty question, and while another is on its way. urgent: must end in the crisis card.
  #ask(message, urgent) {
    const said = message.trim();
    if (!said || this.#request || !this.t) return false;
    const question = el("p.question", el("span.sr", this.t.you, " "), said);
    const place = el("div");
    const turn = { said, urgent, dropped: [], place, node: el("li.turn", { tabindex: -1 }, question, place) };
    this.#turns.push(turn);
    this.list.append(turn.node);
    this.#fresh();
    this.#answer(turn, []);
    return true;
  }

  // Ask the server; after trouble the question stays, with a button to try again.
  async #answer(turn, drop) {
    if (this.#request) return;
    const { t } = this;
    const { place, node, said, urgent } = turn;
    const stop = (this.#request = new AbortController());
    const context = drop.length ? turn.context : this.#context;
    const wait = el("p.wait", t.searching);
    const slow = setTimeout(() => this.#tell((wait.textContent = t.slow)), SLOW);
    // The button that was pressed is about to go.
    if (node.contains(this.root.activeElement)) node.focus();
    place.className = "reply";
    place.replaceChildren(wait);
    this.#tell(t.searching);
    this.#reveal(node);
    try {
      const body = { message: said, context: context || null, drop, lang: t.lang, site: this.getAttribute("site"), guide: this.getAttribute("guide") };
      const reply = await request(`${this.server}/api/chat`, body, stop);
      this.#show(turn, urgent && reply.kind !== "crisis" ? this.#help(reply) : reply);
      Object.assign(turn, { context, dropped: drop });
      this.#context = reply.context;
      this.#emit("answer", { kind: reply.kind, guides: reply.citations.map(({ guide }) => guide) });
    } catch ({ stopped, reason = "error" }) {
      if (stopped) return;
      if (urgent) this.#show(turn, this.#help({}));
      else place.replaceChildren(el("p.trouble", { role: "alert" }, t[reason]), el("button", { onclick: () => this.#answer(turn, drop) }, t.retry));
      this.#emit("error", { reason });
    } finally {
      clearTimeout(slow);
      if (this.#request === stop) this.#request = null;
      this.#reveal(node);
    }
  }

  #show(turn, reply) {
    const { t } = this;
    const { kind, quotes, text } = reply;
    const talk = {
      t,
      server: this.server,
      ask: (text) => this.#ask(text),
      drop: (slot) => this.#answer(turn, [...turn.dropped, slot]),
      // A lost thumb is no reason to trouble anyone.
      rate: (verdict) => request(`${this.server}/api/feedback`, { ...verdict, site: this.getAttribute("site") }).catch(() => 0),
      tell: (words) => this.#tell(words),
    };
    const made = el("div.reply." + kind,
      el("span.sr", t.bot),
      replyOf(reply, talk),
      /answer|refusal/.test(kind) && feedbackOf(reply, turn.said, talk),
      buttonsOf(reply.suggestions, kind !== "clarify" && t.suggestions, talk.ask),
    );
    turn.place.replaceWith(made);
    turn.place = made;
    const n = new Set(quotes.map(({ citation }) => citation)).size;
    this.#tell(kind === "answer" ? fill(t.answer, { text, n }) : `${t.bot} ${text}`);
  }

  // The question at the top, its answer below it: nobody has to scroll back to the beginning.
  #reveal(node = this.list.lastChild) {
    // The panel scrolls as a whole where there is little height.
    if (node?.isConnected) this.log.scrollTop = this.panel.scrollTop = node.firstChild.offsetTop - 8;
  }

  // Help that needs no server, should it not be there or not understand.
  #help({ kind, text }) {
    const { t } = this;
    const links = Object.entries(t.lines).map(([href, label]) => ({ href, label }));
    return { kind: "crisis", text: kind === "social" ? text : t.help, lang: t.lang, links, quotes: [], citations: [], passages: [], corrections: [], suggestions: [] };
  }

  #again() {
    this.#request?.abort();
    this.#request = null;
    this.#turns = [];
    this.#context = "";
    this.list.replaceChildren();
    this.#fresh();
    this.#starters();
    this.input.focus();
  }

  // The server answers the questions once more and makes a page to print; it is given no quotes.
  #takeAway() {
    const field = (name, value) => el("input", { type: "hidden", name, value });
    const form = el(
      "form",
      { method: "post", action: this.server + "/take-away", target: "_blank", rel: "noopener", hidden: "" },
      field("lang", this.t.lang),
      ["site", "guide"].map((name) => field(name, this.getAttribute(name))),
      this.#turns.filter(({ urgent }) => !urgent).map(({ said, dropped }) => [field("said", said), field("dropped", `${dropped}`)]),
    );
    this.panel.append(form);
    form.submit();
    form.remove();
  }
}

if (!customElements.get("guidepost-chat")) customElements.define("guidepost-chat", GuidepostChat);
