// One turn of the conversation: what was asked, and what is known of the answer so far.

const SLOW = 4000; // Milliseconds without a sentence after which a kind word is due.

class Turn {
  constructor(question, view) {
    this.view = view;
    this.id = `turn-${(Turn.count = (Turn.count || 0) + 1)}`;
    this.question = make("h3", { id: this.id, class: "asked", dir: "auto", tabindex: "-1" });
    this.answer = make("div", { class: "answer" });
    this.state = make("p", { class: "state" });
    this.part = make("article", { "aria-labelledby": this.id }, this.question, this.answer, this.state);
    this.ask(question);
  }

  ask(question) {
    this.question.replaceChildren(make("span", { class: "unseen" }, `${this.view.say("you_asked")}: `), question);
  }

  waits() {
    const { say } = this.view;
    const words = make("span", {}, say("searching"));
    this.state.replaceChildren(make("span", { class: "dots", "aria-hidden": "true" }, ...[1, 2, 3].map(() => make("i"))), words);
    this.part.setAttribute("aria-busy", "true");
    this.view.announce(say("searching"));
    this.slow = setTimeout(() => {
      words.textContent = say("slow");
      this.view.announce(say("slow"));
    }, SLOW);
  }

  // What has come so far; nothing in it can be used yet, so that nothing moves from under a finger.
  adds({ text, citations }) {
    clearTimeout(this.slow);
    const numbers = citations.map((number) => make("span", { class: "mark" }, String(number)));
    this.answer.append(make("p", { class: "said" }, make("span", { dir: "auto" }, text), " ", ...numbers));
  }

  rests() {
    clearTimeout(this.slow);
    this.part.removeAttribute("aria-busy");
    this.state.replaceChildren();
  }

  finish(answer) {
    this.rests();
    this.state.remove();
    if (answer.question) this.ask(answer.question);
    this.answer.lang = answer.language;
    this.answer.replaceChildren(...answered(answer, this.view));
    this.part.append(...doings(answer, this.view));
  }

  // Whole where there is room for it, else from what was asked.
  shows() {
    const room = this.part.closest(".scrolled").clientHeight;
    const fits = this.part.offsetHeight < Math.min(room, innerHeight * 0.7);
    this.part.scrollIntoView({ block: fits ? "nearest" : "start" });
  }

  // What came stays, and is said not to be whole.
  fail(words, again) {
    this.rests();
    const { say } = this.view;
    const whole = this.answer.childElementCount ? [make("strong", {}, say("not_whole")), " "] : [];
    const retry = make("button", { type: "button", class: "plain", onclick: again }, say("retry"));
    this.state.replaceWith((this.state = make("div", { class: "trouble" }, make("p", {}, ...whole, words), retry)));
    this.shows();
    this.view.announce([whole.length && say("not_whole"), words].filter(Boolean).join(" "));
  }
}
