// The conversation: it lives in this tab's storage alone, and only whole turns of it.

const MOST_TURNS = 30;
const ALONG = 10; // Turns that go along with a question.

class Conversation {
  constructor(api) {
    this.name = `radar-assistent ${api}`;
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.name));
      this.turns = Array.isArray(kept) ? kept : [];
    } catch {
      this.turns = []; // No storage here, or not ours: then it lasts as long as the page.
    }
  }

  // What was asked stands in the answer as the server shows it again: with personal numbers masked.
  add(answer) {
    this.turns = [...this.turns, answer].slice(-MOST_TURNS);
    this.keep();
  }

  forget() {
    this.turns = [];
    this.keep();
  }

  keep() {
    try {
      if (this.turns.length) sessionStorage.setItem(this.name, JSON.stringify(this.turns));
      else sessionStorage.removeItem(this.name);
    } catch {
      // Full or forbidden: it goes on without.
    }
  }

  history() {
    return this.turns.slice(-ALONG).flatMap((answer) => [
      { role: "user", content: answer.question },
      { role: "assistant", content: answer.answer },
    ]);
  }
}
