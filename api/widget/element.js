// <radar-assistent>: the conversation on a page.

const SCRIPT = document.currentScript;
const HOME = new URL(SCRIPT.src).origin;
const STYLED = new CSSStyleSheet();
STYLED.replaceSync(STYLE);

class RadarAssistent extends HTMLElement {
  static observedAttributes = ["lang", "api", "heading"];

  connectedCallback() {
    this.root ??= this.attachShadow({ mode: "open" });
    this.replaceChildren(); // What stood there for those without scripts.
    this.root.adoptedStyleSheets = [STYLED];
    this.build();
  }

  disconnectedCallback() {
    this.stopped?.abort();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.root) this.build();
  }

  build() {
    this.stopped?.abort();
    this.stopped = null;
    this.api = (this.getAttribute("api") || HOME).replace(/\/+$/, "");
    const lang = (this.closest("[lang]")?.lang || "da").toLowerCase().split("-")[0];
    this.language = lang in TEXTS ? lang : "da";
    const say = (this.say = texts(this.language));
    this.kept = new Conversation(this.api);
    this.status = make("p", { class: "unseen", role: "status" });
    this.field = make("textarea", {
      id: "field",
      rows: 1,
      "aria-describedby": "hint",
      autocomplete: "off",
      enterkeyhint: "send",
    });
    this.view = {
      api: this.api,
      lang: this.language,
      say,
      host: this,
      root: this.root,
      field: this.field,
      announce: (words) => this.announce(words),
      asked: (question) => this.ask(question, true),
      beside: (place, link) => this.source.open(place, link),
    };
    this.again = make("button", { type: "button", class: "quiet", onclick: () => this.startOver() }, say("start_over"));
    this.send = make("button", { type: "submit", class: "send" }, say("send"));
    this.form = make(
      "form",
      { class: "ask" },
      make("label", { for: "field" }, say("field")),
      make("div", { class: "row" }, this.field, this.send),
      make("p", { id: "hint", class: "facts" }, say("hint")),
    );
    this.turns = make("div", { class: "turns" });
    this.ideas = make("div", { class: "further" });
    this.about = make("p", { class: "about" }, say("about"));
    const columns = make("div", { class: "columns" });
    this.source = besideOf(this.view, columns);
    columns.append(
      make("div", { class: "talk" }, make("div", { class: "scrolled" }, this.about, this.turns, this.ideas), this.form),
      this.source.part,
    );
    this.floating = this.hasAttribute("floating");
    // A page that has given it a place has its own headings too; the name is then there to be heard.
    const named = this.floating || this.hasAttribute("heading");
    const name = make("h2", { id: "name", class: !named && "unseen" }, this.getAttribute("heading") || say("title"));
    const head = make("header", {}, name, make("div", { class: "row" }, this.again));
    this.panel = make(this.floating ? "dialog" : "section", { class: "panel", lang: this.language, "aria-labelledby": "name" });
    this.panel.append(head, columns, this.status);
    this.root.replaceChildren(this.panel);
    if (this.floating) this.float(head);
    this.listen();
    this.restore();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.field.value);
    });
    this.send.addEventListener("click", (event) => {
      if (!this.stopped) return;
      event.preventDefault();
      if (event.detail < 2) this.stopped.abort(); // The second half of a double click stops nothing.
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.ask(this.field.value);
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.source.shut() || this.close?.()) event.preventDefault();
    });
  }

  restore() {
    for (const answer of this.kept.turns) {
      const turn = new Turn(answer.question, this.view);
      this.turns.append(turn.part);
      turn.finish(answer);
    }
    this.arrange();
    this.propose(this.kept.turns.at(-1));
  }

  // Before the first question it says what it is and proposes; after it there is something to start over.
  arrange() {
    const begun = this.turns.childElementCount > 0;
    this.again.hidden = !begun;
    this.about.hidden = begun;
    this.panel.classList.toggle("begun", begun);
  }

  announce(words) {
    this.status.textContent = "";
    // What is the same as before is read again only if it was gone in between.
    setTimeout(() => (this.status.textContent = words), 60);
  }

  async ask(given, chosen = false) {
    const question = given.trim();
    if (this.stopped) return;
    if (!question) {
      this.announce(this.say("empty"));
      this.field.focus();
      return;
    }
    const stopped = (this.stopped = new AbortController());
    const turn = new Turn(question, this.view);
    this.ideas.replaceChildren();
    this.turns.append(turn.part);
    this.field.value = "";
    this.send.textContent = this.say("stop");
    this.arrange();
    turn.waits();
    if (chosen) turn.question.focus({ preventScroll: true });
    turn.part.scrollIntoView({ block: "start" });
    try {
      const body = { question, history: this.kept.history() };
      const answer = await ask(this.api, this.language, body, stopped.signal, (sentence) => turn.adds(sentence));
      if (this.stopped !== stopped) return;
      answer.question ??= question;
      turn.finish(answer);
      turn.shows();
      this.kept.add(answer);
      this.announce(heard(answer, this.say));
      this.propose(answer);
    } catch (trouble) {
      if (this.stopped !== stopped) return;
      const known = trouble instanceof Trouble ? trouble.detail || this.say(`trouble_${trouble.kind}`) : this.say("stopped");
      turn.fail(known, () => this.retry(turn, question));
      if (!(trouble instanceof Trouble) && trouble.name !== "AbortError") throw trouble;
    } finally {
      if (this.stopped === stopped) {
        this.stopped = null;
        this.send.textContent = this.say("send");
      }
    }
  }

  retry(turn, question) {
    if (this.stopped) return;
    turn.part.remove();
    this.ask(question, true);
  }

  startOver() {
    this.stopped?.abort();
    this.stopped = null;
    this.send.textContent = this.say("send");
    this.source.shut(false);
    this.kept.forget();
    this.turns.replaceChildren();
    this.arrange();
    this.announce(this.say("started_over"));
    this.propose();
    this.field.focus();
  }

  // Questions that the sources answer: to begin with, or after an answer from what it cites.
  async propose(after) {
    this.ideas.replaceChildren();
    if (after && after.status !== "answered" && after.status !== "refused") return;
    const asked = new URLSearchParams({ language: this.language });
    const places = after ? [...after.citations, ...after.related] : [];
    for (const id of new Set(places.flatMap((place) => [place.document_id, place.table || []].flat()))) asked.append("document", id);
    for (const each of after ? this.kept.turns : []) asked.append("asked", each.question);
    const turns = this.turns.childElementCount;
    try {
      const response = await fetched(`${this.api}/api/suggestions?${asked}`, { headers: { "Accept-Language": this.language } });
      const { questions } = await response.json();
      if (!questions.length || turns !== this.turns.childElementCount) return;
      this.ideas.replaceChildren(
        make("h3", {}, this.say(after ? "further" : "examples")),
        make("ul", { class: "ideas" }, questions.map((question) => idea(question, this.view))),
      );
    } catch {
      // It does without.
    }
  }
}
