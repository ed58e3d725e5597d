// An answer as a person sees it.

const facts = (place, lang, say) =>
  [
    dated(place.published, lang),
    place.page ? say("page", { page: place.page }) : place.place,
    place.table && place.table === place.document_id ? say("row", { row: place.row }) : "",
  ].filter(Boolean);

// A link to the source's page that opens it beside the conversation; with a modifier key it is a link like any other.
const leading = (place, given, view, ...inside) => {
  const link = make(
    "a",
    { ...given, href: view.api + place.viewer_url, target: "_blank", rel: "noopener" },
    ...inside,
  );
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    view.beside(place, link);
  });
  return link;
};

const marks = (numbers, answer, view) =>
  numbers.flatMap((number) => {
    const place = answer.citations.find((each) => each.number === number);
    if (!place) return [];
    const told = [place.title, ...facts(place, view.lang, view.say)].join(", ");
    const name = view.say("source", { number, told });
    return [" ", leading(place, { class: "mark", "aria-label": name, title: told }, view, String(number))];
  });

const source = (place, view, quoted) =>
  make(
    "li",
    {},
    leading(
      place,
      { class: "source" },
      view,
      place.number && make("span", { class: "number" }, String(place.number)),
      make(
        "span",
        { class: "told" },
        make("span", { class: "name", lang: place.language }, place.title),
        make("span", { class: "facts" }, facts(place, view.lang, view.say).join(" · ")),
      ),
    ),
    quoted && make("blockquote", { lang: place.language }, place.quote),
    original(place, view),
  );

const original = ({ url, title }, { say }) => {
  if (!/^https?:\/\//i.test(url || "")) return null;
  const host = new URL(url).hostname.replace(/^www\./, "");
  const given = { class: "original", href: url, target: "_blank", rel: "noreferrer" };
  return make("a", given, say("original", { host }), make("span", { class: "unseen" }, `: ${title}`));
};

// The picture as its table: the same as the answer says in words, with bars where it is of numbers.
const figure = (drawn, answer, view) => {
  const numbers = drawn.marks.map((mark) => mark.number || 0);
  const whole = drawn.unit === "pct." && Math.max(...numbers) <= 100 ? 100 : Math.max(...numbers, 1e-9);
  const bar = (mark) =>
    drawn.shape === "bars" &&
    mark.number !== null &&
    draw(
      "svg",
      { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" },
      draw("rect", { width: 100, height: 6, class: "whole" }),
      draw("rect", { width: Math.max(0, (mark.number / whole) * 100), height: 6 }),
    );
  return make(
    "table",
    {},
    make("caption", {}, drawn.title),
    make(
      "tbody",
      {},
      drawn.marks.map((mark) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, mark.label),
          make("td", {}, mark.text, marks(mark.citations, answer, view), bar(mark)),
        ),
      ),
    ),
  );
};

const same = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

// The parts of an answer, the words that answer first.
const answered = (answer, view) => {
  const { say } = view;
  const ours = answer.generated_by || answer.mode === "radar";
  const first = (numbers) => answer.citations.find((each) => each.number === numbers[0]);
  return [
    answer.standalone_question &&
      !same(answer.standalone_question, answer.question || "") &&
      make("p", { class: "facts", dir: "auto" }, say("understood", { question: answer.standalone_question })),
    answer.sentences.map((sentence) =>
      make(
        "p",
        { class: "said" },
        make("span", { dir: "auto", lang: ours ? answer.language : first(sentence.citations)?.language }, sentence.text),
        marks(sentence.citations, answer, view),
      ),
    ),
    !answer.sentences.length && make("p", { class: "said", dir: "auto" }, answer.answer),
    answer.figure && figure(answer.figure, answer, view),
    answer.choices.length > 0 &&
      make("ul", { class: "ideas" }, answer.choices.map((choice) => idea(choice, view))),
    answer.notes.map((note) => make("p", { class: "note" }, note)),
    answer.citations.length > 0 && [
      make("h4", {}, say("sources")),
      make("ol", { class: "sources" }, answer.citations.map((each) => source(each, view, ours))),
    ],
    answer.related.length > 0 && [
      make("h4", {}, say("nearest")),
      make("ul", { class: "sources" }, answer.related.map((each) => source(each, view, true))),
    ],
  ]
    .flat(2)
    .filter(Boolean);
};

const idea = (question, view) =>
  make("li", {}, make("button", { type: "button", dir: "auto", onclick: () => view.asked(question) }, question));

// The answer as somebody listening hears it, and as it is copied: with its sources behind it.
const heard = (answer, say) => {
  const words = answer.sentences.map((sentence) => sentence.text).join(" ") || answer.answer;
  const count = answer.citations.length;
  return [words, ...answer.choices, count && say(count > 1 ? "sources_many" : "sources_one", { count })]
    .filter(Boolean)
    .join(" ");
};

const copied = (answer, view) =>
  [
    answer.answer,
    ...answer.notes,
    answer.citations.length && `${view.say("sources")}:`,
    ...answer.citations.map((place) =>
      [
        `[${place.number}] ${[place.title, place.publisher, ...facts(place, view.lang, view.say)].filter(Boolean).join(", ")}`,
        place.url,
        view.api + place.viewer_url,
      ]
        .filter(Boolean)
        .join("\n    "),
    ),
  ]
    .filter(Boolean)
    .join("\n\n");
