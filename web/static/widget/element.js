// <guidepost-chat>: the element, its keyboard and focus, what is announced, and the conversation it holds in memory.
const ORIGIN = new URL(document.currentScript?.src || location).origin;
const SIGN = ["M15 2h2v28h-2z", "M4 5h20l4 4-4 4H4z", "M28 15H10l-4 3.5 4 3.5h18z"];
const MOST = 1000; // characters of a question that are searched

function sign() {
  const make = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const drawn = make("svg", { viewBox: "0 0 32 32", "aria-hidden": "true" });
  drawn.append(...SIGN.map((d) => make("path", { d })));
  return drawn;
}

class GuidepostChat extends HTMLElement {
  static observedAttributes = ["title", "colour", "theme", "position", "lang", "greeting", "starters", "inline", "server"];
  #turns = [];
  #context = "";
  #shown = 0; // counts builds, so that a slow language file can't overtake a newer one
  #request = null;

  connectedCallback() {
    this.root = this.shadowRoot || this.attachShadow({ mode: "open" });
    this.#build();
    document.addEventListener("focusin", this.#makeRoom);
    addEventListener("online", this.#online);
    addEventListener("offline", this.#online);
  }

  disconnectedCallback() {
    this.#request?.abort();
    document.removeEventListener("focusin", this.#makeRoom);
    removeEventListener("online", this.#online);
    removeEventListener("offline", this.#online);
  }

  attributeChangedCallback(_, before, now) {
    if (this.isConnected && this.root && before !== now) this.#build();
  }

  get server() {
    return new URL(this.getAttribute("server") || ORIGIN, location).origin;
  }

  /** Open the panel, or close it; ask something as if it had been typed. */
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
    this.#ask(text);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`guidepost-${name}`, { detail, bubbles: true, composed: true }));
  }

  #toggle(open) {
    this.isOpen = open;
    this.panel.hidden = !open;
    if (this.inline) return;
    this.launcher.hidden = open;
    this.launcher.setAttribute("aria-expanded", open);
    if (open) this.#starters();
  }

  async #build() {
    const build = ++this.#shown;
    const lang = this.getAttribute("lang") || this.closest("[lang]")?.lang || "en";
    const t = await loadTexts(lang, this.server);
    if (build !== this.#shown) return;
    this.t = t;
    const text = (name) => this.getAttribute(name) || t[name];
    const typed = this.input?.value || "";
    this.inline = this.hasAttribute("inline");
    this.root.adoptedStyleSheets = [sheetOf(this.getAttribute("theme"), this.getAttribute("colour"))];

    this.list ||= el("ol", { role: "list" });
    this.hello = el("div.hello", null, el("h3", null, text("greeting")), el("p", null, t.intro));
    this.after = el("div.after", { hidden: !this.#turns.length }, [
      el("button.link", { onclick: () => this.#takeAway() }, t.take),
      el("button.link", { onclick: () => this.#again() }, t.again),
    ]);
    this.log = el("div.log", { part: "log", role: "log", "aria-live": "off", tabindex: 0, "aria-label": t.log }, this.hello, this.list, this.after);
    this.input = el("textarea", { id: "q", part: "input", rows: 1, maxlength: 3000, dir: "auto", placeholder: t.greeting, "aria-describedby": "keys count", oninput: () => this.#count(), onkeydown: (event) => this.#key(event) });
    this.input.value = typed;
    this.send = el("button.send", { part: "send" }, t.send);
    this.send.type = "submit";
    this.form = el("form", { onsubmit: (event) => this.#submit(event) }, el("label.sr", { for: "q" }, t.label), this.input, this.send);
    this.counter = el("p.note", { id: "count", hidden: true });
    this.offline = el("p.trouble", { role: "status" });
    this.announcer = el("div.sr", { role: "status" });
    const note = el("p.note", { part: "note" }, `${t.note} `, el("button.link", { onclick: () => this.#talk() }, t.talk));
    const close = !this.inline && el("button.x", { "aria-label": t.close, onclick: () => this.#leave() }, "×");
    this.panel = el(
      "div.panel",
      { id: "panel", part: "panel", role: this.inline ? "region" : "dialog", "aria-labelledby": "name", tabindex: -1, onkeydown: (event) => this.#escape(event) },
      el("header", { part: "header" }, sign(), el("h2", { id: "name", part: "title" }, text("title")), close),
      this.log,
      el("footer", null, this.offline, this.form, this.counter, el("p.sr", { id: "keys" }, t.keys), note),
    );
    this.launcher = !this.inline && el("button.launcher", { part: "launcher", "aria-expanded": "false", "aria-controls": "panel", onclick: () => this.open() }, sign(), text("title") === t.title ? t.open : text("title"));
    const root = el(`div.root.${this.inline ? "page" : "float"}.${/^(left|right|start)$/.exec(this.getAttribute("position")) || "end"}`, { lang: t.lang, title: "", popover: !this.inline && "manual" }, this.launcher, this.panel, this.announcer);
    this.root.replaceChildren(root);
    if (!this.inline) root.showPopover?.(); // the top layer: above whatever the page stacks up
    this.#toggle(this.inline || !!this.isOpen);
    if (this.inline) this.#starters();
    this.#online();
  }

  /** The first questions: the page's own, else the server's. Nothing is requested before the panel is opened. */
  async #starters() {
    if (this.#turns.length || this.hello.querySelector("section")) return;
    const own = this.getAttribute("starters");
    const about = new URLSearchParams({ lang: this.t.lang });
    if (this.getAttribute("guide")) about.set("guide", this.getAttribute("guide"));
    const given = own ? { suggestions: own.split("|") } : await request(`${this.server}/api/suggestions?${about}`).catch(() => null);
    if (given && !this.hello.querySelector("section")) {
      this.hello.append(buttonsOf(given.suggestions.map((text) => text.trim()).filter(Boolean), this.t.starters, (text) => this.#ask(text)) || "");
    }
  }

  #submit(event) {
    event.preventDefault();
    if (this.#ask(this.input.value)) {
      this.input.value = "";
      this.#count();
    } else this.input.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing || this.inline) return;
    event.stopPropagation();
    this.#leave();
  }

  #leave() {
    this.close();
    this.launcher.focus();
  }

  #count() {
    const length = [...this.input.value].length;
    if (length > MOST && this.counter.textContent !== this.t.over) this.#tell(this.t.over);
    this.counter.hidden = length < MOST * 0.8;
    this.counter.textContent = length > MOST ? this.t.over : fill(this.t.count, { n: length });
  }

  /** What the panel covers of the page must not keep the keyboard's focus hidden. */
  #makeRoom = ({ target }) => {
    if (target === this || this.inline || !this.panel) return;
    const covers = (mine) => {
      const [a, b] = [mine.getBoundingClientRect(), target.getBoundingClientRect()];
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom && b.height < a.height;
    };
    const root = this.launcher.parentNode;
    if (this.isOpen) covers(this.panel) && this.close();
    else if (covers(this.launcher)) root.classList.toggle("aside");
  };

  #online = () => {
    if (this.offline) this.offline.textContent = navigator.onLine ? "" : this.t.offline;
  };

  /** Read out once by screen readers, then gone, so that nobody meets it twice. */
  #tell(text) {
    const line = el("div", null, text);
    this.announcer.append(line);
    setTimeout(() => line.remove(), 1000);
  }

  #talkOf(turn) {
    return {
      t: this.t,
      server: this.server,
      ask: (text) => this.#ask(text),
      drop: (slot) => this.#answer(turn, [...turn.dropped, slot]),
      post: (path, body) => request(`${this.server}/api/${path}`, { ...body, site: this.getAttribute("site") }),
      tell: (text) => this.#tell(text),
    };
  }

  /** False while another question is on its way, and for an empty one. */
  #ask(message, urgent) {
    const said = message.trim();
    if (!said || this.#request) return false;
    const turn = { said, dropped: [], urgent };
    turn.place = el("div.reply", { part: "answer" });
    turn.node = el("li.turn", { tabindex: -1 }, el("p.question", { part: "question", dir: "auto" }, el("span.sr", null, `${this.t.you} `), showable(said)), turn.place);
    this.#turns.push(turn);
    this.list.append(turn.node);
    this.hello.hidden = true;
    this.after.hidden = false;
    this.#answer(turn, []);
    return true;
  }

  async #answer(turn, dropped) {
    if (this.#request) return;
    const { t, list } = this;
    const stop = (this.#request = new AbortController());
    const before = dropped.length ? turn.before : this.#context;
    const wait = el("p.wait", null, t.searching);
    const slow = setTimeout(() => {
      wait.textContent = t.slow;
      this.#tell(t.slow);
    }, SLOW);
    const hadFocus = turn.node.contains(this.root.activeElement);
    turn.place.className = "reply";
    turn.place.replaceChildren(wait);
    if (hadFocus) turn.node.focus({ preventScroll: true });
    list.setAttribute("aria-busy", "true");
    this.send.setAttribute("aria-disabled", "true");
    this.#tell(t.searching);
    this.#reveal(turn);
    try {
      const body = { message: turn.said, context: before || null, site: this.getAttribute("site"), guide: this.getAttribute("guide"), drop: dropped.length ? dropped : null, lang: t.lang };
      let reply = await request(`${this.server}/api/chat`, body, stop.signal);
      if (turn.urgent && reply.kind !== "crisis") reply = this.#help();
      this.#show(turn, reply);
      Object.assign(turn, { before, dropped });
      this.#context = reply.context || "";
      this.#emit("answer", { kind: reply.kind, guides: reply.citations.map(({ guide }) => guide) });
    } catch (error) {
      if (stop.signal.aborted) return;
      if (turn.urgent) this.#show(turn, this.#help());
      else {
        const retry = el("button", { onclick: () => this.#answer(turn, dropped) }, t.retry);
        turn.place.replaceChildren(el("div.trouble", { role: "alert" }, t[error.text || "error"], retry));
      }
      this.#emit("error", { reason: error.text || "error" });
    } finally {
      clearTimeout(slow);
      if (this.#request === stop) this.#request = null;
      list.removeAttribute("aria-busy");
      this.send.removeAttribute("aria-disabled");
      if (turn.node.isConnected) this.#reveal(turn);
    }
  }

  #show(turn, reply) {
    const { t } = this;
    const talk = this.#talkOf(turn);
    turn.place.className = `reply ${reply.kind}`;
    turn.place.replaceChildren(
      el("span.sr", null, t.bot),
      ...el("div", null, replyOf(reply, talk)).childNodes,
      /answer|refusal/.test(reply.kind) ? feedbackOf(reply, turn, talk) : "",
      buttonsOf(reply.suggestions, reply.kind === "clarify" ? t.choices : t.suggestions, talk.ask) || "",
    );
    const places = new Set(reply.quotes.map(({ citation }) => citation));
    this.#tell(reply.kind === "answer" ? fill(t.answer, { text: reply.text, n: places.size }) : `${t.bot} ${reply.text}`);
  }

  /** The question at the top, its answer below it: nobody has to scroll back to the beginning. */
  #reveal({ node }) {
    this.log.scrollTop = node.offsetTop - 8;
  }

  /** Help that needs no server, should it not be there or not understand. */
  #help() {
    const links = Object.entries(this.t.lines).map(([href, label]) => ({ href, label }));
    return { kind: "crisis", text: this.t.help, lang: this.t.lang, quotes: [], citations: [], passages: [], corrections: [], suggestions: [], links };
  }

  #talk() {
    this.#ask(this.t.say, true);
  }

  #again() {
    this.#request?.abort();
    this.#request = null;
    this.#turns = [];
    this.#context = "";
    this.list.replaceChildren();
    this.hello.hidden = false;
    this.after.hidden = true;
    this.#starters();
    this.input.focus();
  }

  /** The server answers the questions once more and makes a page to print; it is given no quotes. */
  #takeAway() {
    const field = (name, value) => value && el("input", { type: "hidden", name, value });
    const form = el(
      "form",
      { method: "post", action: `${this.server}/take-away`, target: "_blank", rel: "noopener", hidden: true },
      field("lang", this.t.lang),
      field("site", this.getAttribute("site")),
      field("guide", this.getAttribute("guide")),
      this.#turns.filter((turn) => !turn.urgent).map(({ said, dropped }) => [field("said", said), el("input", { type: "hidden", name: "dropped", value: dropped.join() })]),
    );
    this.panel.append(form);
    form.submit();
    form.remove();
  }
}

if (!customElements.get("guidepost-chat")) customElements.define("guidepost-chat", GuidepostChat);
