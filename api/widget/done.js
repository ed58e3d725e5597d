// What a reader can do with an answer: copy it, link to it, and say whether it helped.

const copy = async (text, root) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page without https may only copy what is selected.
    const field = make("textarea", { class: "unseen", "aria-hidden": "true" });
    const held = root.activeElement;
    field.value = text;
    root.append(field);
    field.select();
    const worked = document.execCommand("copy");
    field.remove();
    held?.focus();
    return worked;
  }
};

const copying = (answer, view) => {
  const button = make("button", { type: "button", class: "quiet" }, view.say("copy"));
  button.addEventListener("click", async () => {
    const worked = await copy(copied(answer, view), view.root);
    button.textContent = view.say(worked ? "copied" : "not_copied");
    view.announce(button.textContent);
    setTimeout(() => (button.textContent = view.say("copy")), 4000);
  });
  return button;
};

const rating = (answer, view) => {
  const { say } = view;
  const told = make("p", { class: "facts", role: "status" });
  const comment = make("textarea", { rows: 2, maxlength: 2000, id: `comment-${answer.id}` });
  const form = make(
    "form",
    { hidden: true, class: "comment" },
    make("label", { for: comment.id }, say("comment")),
    comment,
    make("p", { class: "facts" }, say("personal")),
    make("button", { type: "submit", class: "plain" }, say("send_comment")),
  );
  let given = null;
  const send = async (thanks) => {
    try {
      await fetched(`${view.api}/api/feedback`, {
        method: "POST",
        headers: headers(view.lang),
        body: JSON.stringify({ answer_id: answer.id, rating: given, comment: comment.value.trim() || null }),
      });
      told.textContent = say(thanks);
      return true;
    } catch (trouble) {
      told.textContent = trouble.detail || say("not_rated");
      return false;
    }
  };
  const thumb = (name) =>
    make(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-pressed": "false",
        onclick: async () => {
          given = name;
          for (const each of thumbs) each.setAttribute("aria-pressed", String(each === thumbs[name === "up" ? 0 : 1]));
          form.hidden = !(await send("rated"));
        },
      },
      icon(name),
      say(name),
    );
  const thumbs = [thumb("up"), thumb("down")];
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await send("commented"))) return;
    form.hidden = true;
    thumbs[given === "up" ? 0 : 1].focus();
  });
  return make(
    "div",
    { class: "rating", role: "group", "aria-label": say("helped") },
    make("div", { class: "row" }, make("span", { class: "facts" }, say("helped")), thumbs),
    told,
    form,
  );
};

const doings = (answer, view) =>
  answer.mode === "smalltalk"
    ? []
    : [
        make(
          "div",
          { class: "row doings" },
          copying(answer, view),
          make(
            "a",
            { class: "quiet", href: `${view.api}/svar/${encodeURIComponent(answer.id)}`, target: "_blank", rel: "noopener" },
            view.say("link"),
          ),
        ),
        rating(answer, view),
      ];
