// A button in the corner of the page, and the conversation over it.

const SMALL = matchMedia("(max-width: 40rem), (max-height: 30rem)"); // Here it takes the whole screen.

RadarAssistent.prototype.float = function (head) {
  const words = make("span", {}, this.say("open"));
  const opener = make("button", { type: "button", class: "opener", "aria-haspopup": "dialog" }, icon("talk"), words);
  const close = make("button", { type: "button", class: "quiet close", "aria-label": this.say("close") }, icon("close"));
  this.close = () => {
    if (!this.panel.open) return false;
    this.panel.close();
    return true;
  };
  opener.addEventListener("click", () => {
    if (SMALL.matches) this.panel.showModal();
    else this.panel.show();
    opener.hidden = true;
    this.field.focus();
  });
  close.addEventListener("click", this.close);
  // The browser's own way to close what covers the page; a source that is open goes first.
  this.panel.addEventListener("cancel", (event) => event.preventDefault());
  this.panel.addEventListener("close", () => {
    opener.hidden = false;
    opener.focus();
  });
  head.lastChild.append(close);
  this.root.prepend(opener);
};

if (!customElements.get("radar-assistent")) {
  customElements.define("radar-assistent", RadarAssistent);
  // Where nobody has placed it, it stands in the corner.
  const place = () => {
    if (document.querySelector("radar-assistent")) return;
    const placed = make("radar-assistent", { floating: true });
    for (const name of ["lang", "api", "heading"]) {
      if (SCRIPT.getAttribute(name)) placed.setAttribute(name, SCRIPT.getAttribute(name));
    }
    document.body.append(placed);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
