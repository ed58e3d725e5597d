// The source beside the conversation; over it where there is no room (widget.css).

// It runs nothing, and is no part of the page: else its way to the marked words would move the page round it too.
const ALLOWED = "allow-popups allow-popups-to-escape-sandbox";

const besideOf = (view, columns) => {
  const { say } = view;
  const close = make("button", { type: "button", class: "quiet" }, icon("close"), say("close_source"));
  const frame = make("div", { class: "frame" });
  const part = make("section", { class: "beside", hidden: true }, make("div", { class: "row" }, close), frame);
  let from = null;
  const shut = (back = true) => {
    if (part.hidden) return false;
    part.hidden = true;
    frame.replaceChildren();
    columns.classList.remove("open");
    view.host.removeAttribute("beside");
    if (back) (from?.isConnected ? from : view.field).focus();
    return true;
  };
  close.addEventListener("click", () => shut());
  return {
    part,
    shut,
    open(place, link) {
      from = link;
      const url = new URL(view.api + place.viewer_url, location.href);
      url.searchParams.set("beside", "1");
      const name = say("source_shown", { title: place.title });
      part.setAttribute("aria-label", name);
      // A frame of its own for each source, so that the page's way back does not go through the sources.
      frame.replaceChildren(make("iframe", { src: url.href, title: name, sandbox: ALLOWED }));
      part.hidden = false;
      columns.classList.add("open");
      view.host.setAttribute("beside", ""); // For the page, which may give it more room.
      close.focus({ preventScroll: true });
      part.scrollIntoView({ block: "start" });
    },
  };
};
